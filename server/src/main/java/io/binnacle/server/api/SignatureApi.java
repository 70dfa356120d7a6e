package io.binnacle.server.api;

import java.util.List;

import io.binnacle.cmdb.discovery.host.SignatureTrial;
import io.binnacle.cmdb.discovery.host.SignatureTrial.KnownSignature;
import io.binnacle.cmdb.discovery.host.SignatureTrial.Trial;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** How programs are recognised, and what a signature would recognise on this machine. */
public final class SignatureApi {

    private final SignatureTrial trial;

    public SignatureApi(SignatureTrial trial) {
        this.trial = trial;
    }

    /** @param yaml signatures in the form of those that come with the program */
    public record SignatureText(String yaml) {}

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("signatures", "listSignatures",
                        "The signatures by which programs are recognised, in the order in which they are tried")
                        .needs(Permission.CI_READ).returnsItems(KnownSignature.class)
                        .handle(call -> new Items<>(trial.known())),
                // Command lines of all processes are shown, so reading alone is not enough.
                Route.post("signatures/try", "trySignature",
                        "What signatures would recognise on this machine now, and why; nothing is changed")
                        .needs(Permission.CLASS_WRITE).body(SignatureText.class).returns(Trial.class)
                        .handle((call, text) -> trial.attempt(text.yaml())));
    }
}
