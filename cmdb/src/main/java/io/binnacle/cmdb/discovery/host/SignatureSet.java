package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.cmdb.discovery.host.SignatureDifference.Kind;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;

/**
 * Signatures in the order in which they are tried: those kept here in the order of their text, then those that come with
 * the program, but for the ones whose id is taken by one kept here. Immutable.
 */
public final class SignatureSet {

    /** Each process is tried with each of them, once a look: more would be felt. */
    private static final int OWN_MAX = 200;
    private static final int YAML_MAX = 100_000;

    private final List<Signature> own;
    private final CiModel model;

    /** Read when it is asked for first: the start of the program has no time for it. */
    private static final class Shipped {

        static final List<Signature> SIGNATURES = SignatureReader.shipped();
        static final Set<String> IDS = SIGNATURES.stream().map(Signature::id).collect(Collectors.toUnmodifiableSet());
    }

    private SignatureSet(List<Signature> own, CiModel model) {
        this.own = own;
        this.model = model;
    }

    /** Those alone that come with the program. */
    public static SignatureSet shipped(CiModel model) {
        return new SignatureSet(List.of(), model);
    }

    /**
     * With the signatures of the text in the place of those kept here.
     *
     * @throws InvalidInput with every mistake, of form or in the classes that they name
     */
    public SignatureSet with(String yaml) {
        return with(yaml, true);
    }

    /** As {@link #with}, for a text that is kept already: a class that went since is a problem, and refuses nothing. */
    public SignatureSet withKept(String yaml) {
        return with(yaml, false);
    }

    private SignatureSet with(String yaml, boolean classesMustExist) {
        if (yaml.length() > YAML_MAX) {
            throw new InvalidInput("yaml", "at most " + YAML_MAX + " characters", yaml.length());
        }
        List<Signature> signatures = SignatureReader.read("yaml", yaml, classesMustExist ? model : null);
        if (signatures.size() > OWN_MAX) {
            throw new InvalidInput("yaml", "at most " + OWN_MAX + " signatures", signatures.size());
        }
        return new SignatureSet(signatures, model);
    }

    /** The same signatures, with their classes as that model has them. */
    public SignatureSet under(CiModel other) {
        return other == model ? this : new SignatureSet(own, other);
    }

    List<Signature> own() {
        return own;
    }

    List<Signature> inOrder() {
        Set<String> taken = byId(own).keySet();
        List<Signature> all = new ArrayList<>(own);
        Shipped.SIGNATURES.stream().filter(each -> !taken.contains(each.id())).forEach(all::add);
        return all;
    }

    public List<KnownSignature> known() {
        Set<String> taken = byId(own).keySet();
        return inOrder().stream().map(each -> known(each, taken.contains(each.id()))).toList();
    }

    private KnownSignature known(Signature each, boolean keptHere) {
        SignatureOrigin origin = !keptHere
                ? SignatureOrigin.SHIPPED
                : Shipped.IDS.contains(each.id()) ? SignatureOrigin.REPLACING : SignatureOrigin.OWN;
        return new KnownSignature(each.id(), each.product(), each.category(), classOf(each), origin, each.service(),
                each.ports(), each.packages());
    }

    /** Whether items of the class can be what a signature recognises. */
    static boolean isOfApplications(CiModel model, String ciClass) {
        return model.isA(ciClass, Signature.APPLICATION) && model.find(ciClass).filter(CiClass::concrete).isPresent();
    }

    /** The class of the items that come of it: the one that it names, while it is there. */
    String classOf(Signature signature) {
        return isOfApplications(model, signature.ciClass()) ? signature.ciClass() : Signature.APPLICATION;
    }

    /** Every class whose items can come of a signature. */
    List<String> applicationClasses() {
        return model.withSubclasses(Signature.APPLICATION);
    }

    /** Classes that signatures kept here name and that are not there any more. */
    public List<String> problems() {
        return own.stream().filter(each -> !isOfApplications(model, each.ciClass()))
                .map(each -> "the signature " + each.id() + " names the class " + each.ciClass()
                        + ", which is not there for applications any more; what it recognises is of class "
                        + Signature.APPLICATION)
                .toList();
    }

    /** What is otherwise among those kept here, than it was before. */
    public List<SignatureDifference> differencesFrom(SignatureSet before) {
        Map<String, Signature> then = byId(before.own);
        Map<String, Signature> now = byId(own);
        List<SignatureDifference> differences = new ArrayList<>();
        now.forEach((id, signature) -> {
            Signature earlier = then.get(id);
            if (!signature.equals(earlier)) {
                differences.add(new SignatureDifference(id, earlier == null ? Kind.ADDED : Kind.CHANGED));
            }
        });
        then.keySet().stream().filter(id -> !now.containsKey(id))
                .forEach(id -> differences.add(new SignatureDifference(id, Kind.REMOVED)));
        return differences;
    }

    private static Map<String, Signature> byId(List<Signature> signatures) {
        Map<String, Signature> byId = new LinkedHashMap<>();
        signatures.forEach(each -> byId.put(each.id(), each));
        return byId;
    }
}
