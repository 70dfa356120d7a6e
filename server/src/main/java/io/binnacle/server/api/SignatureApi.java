package io.binnacle.server.api;

import java.util.List;

import io.binnacle.cmdb.discovery.host.KnownSignature;
import io.binnacle.cmdb.discovery.host.OwnSignatures;
import io.binnacle.cmdb.discovery.host.SignatureTrial;
import io.binnacle.cmdb.discovery.host.SignatureTrial.Trial;
import io.binnacle.cmdb.discovery.host.SignatureVersion;
import io.binnacle.cmdb.discovery.host.Signatures;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** How programs are recognised, what a signature would recognise on this machine, and the signatures that people keep. */
public final class SignatureApi {

    private static final String VERSION = "version";

    private final Signatures signatures;
    private final SignatureTrial trial;

    public SignatureApi(Signatures signatures, SignatureTrial trial) {
        this.signatures = signatures;
        this.trial = trial;
    }

    /** @param yaml signatures in the form of those that come with the program */
    public record SignatureText(String yaml) {}

    /**
     * The signatures kept here as they shall be.
     *
     * @param version that the author saw
     * @param yaml all of them, in the place of those before
     * @param note why
     */
    public record SignatureEdit(int version, String yaml, @Nullable String note) {}

    /**
     * Going back to an earlier version.
     *
     * @param version the newest that the author saw
     * @param note why
     */
    public record SignatureReturn(int version, @Nullable String note) {}

    /** @param before the text of the version before */
    public record SignatureVersionText(int version, String yaml, String before) {}

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("signatures", "listSignatures",
                        "The signatures by which programs are recognised, in the order in which they are tried")
                        .needs(Permission.CI_READ).returnsItems(KnownSignature.class)
                        .handle(call -> new Items<>(signatures.current().known())),
                // Command lines of all processes are shown, so reading alone is not enough.
                Route.post("signatures/try", "trySignature",
                        "What signatures would recognise on this machine now, and why; nothing is changed")
                        .needs(Permission.CLASS_WRITE).body(SignatureText.class).returns(Trial.class)
                        .handle((call, text) -> trial.attempt(text.yaml())),
                Route.get("signatures/own", "getOwnSignatures", "The signatures kept here, as their author wrote them")
                        .needs(Permission.CI_READ).returns(OwnSignatures.class).handle(call -> signatures.own()),
                Route.put("signatures/own", "putOwnSignatures",
                        "Puts a text of signatures in the place of those kept here; all of it or nothing")
                        .needs(Permission.CLASS_WRITE).body(SignatureEdit.class).returns(OwnSignatures.class)
                        .handle((call, edit) -> signatures.keep(call.actor(), edit.version(), edit.yaml(),
                                edit.note())),
                Route.get("signatures/versions", "listSignatureVersions",
                        "Every change of the signatures kept here, newest first")
                        .needs(Permission.CI_READ).returnsItems(SignatureVersion.class)
                        .handle(call -> new Items<>(signatures.versions())),
                Route.get("signatures/versions/{version}", "getSignatureVersion",
                        "The signatures kept here as of a version")
                        .needs(Permission.CI_READ).returns(SignatureVersionText.class)
                        .handle(call -> version(call.pathNumber(VERSION))),
                Route.post("signatures/versions/{version}/restore", "restoreSignatureVersion",
                        "Makes the text of an earlier version the newest one; version 0 is empty")
                        .needs(Permission.CLASS_WRITE).body(SignatureReturn.class).returns(OwnSignatures.class)
                        .handle((call, back) -> signatures.restore(call.actor(), back.version(),
                                call.pathNumber(VERSION),
                                back.note())));
    }

    private SignatureVersionText version(int version) {
        return new SignatureVersionText(version, signatures.yaml(version), signatures.yaml(Math.max(0, version - 1)));
    }
}
