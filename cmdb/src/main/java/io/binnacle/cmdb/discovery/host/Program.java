package io.binnacle.cmdb.discovery.host;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a process is an instance of.
 *
 * @param slug stable part of the natural key: the signature with what sets its programs apart, or the executable's name
 * @param name for people
 * @param signature null when none matches
 */
record Program(String slug, String name, @Nullable Signature signature) {

    static Program of(RunningProcess process, List<Signature> signatures) {
        String mainName = MainName.of(process);
        for (Signature signature : signatures) {
            if (signature.matches(process, mainName)) {
                return named(signature, process, mainName);
            }
        }
        return new Program(process.program(), process.program(), null);
    }

    private static Program named(Signature signature, RunningProcess process, String mainName) {
        String name = switch (signature.named()) {
            case null -> "";
            case MAIN -> mainName;
            case EXECUTABLE -> process.program();
        };
        return name.isEmpty()
                ? new Program(signature.id(), signature.product(), signature)
                : new Program(signature.id() + "/" + name, name, signature);
    }

    boolean isService() {
        return signature != null && signature.service();
    }

    List<Integer> usualPorts() {
        return signature == null ? List.of() : signature.ports();
    }

    Optional<String> version(RunningProcess process) {
        return signature == null
                ? Optional.empty()
                : signature.versions().stream().flatMap(each -> each.of(process).stream()).findFirst();
    }
}
