package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.signature.SigningKey;
import io.loopai.signature.VerificationKeys;
import io.loopai.task.ControlMessage;
import java.util.List;
import java.util.Optional;

/**
 * Signs decisions, and makes sure that each is built on one by the same key, and not on what somebody
 * else has put into the data folder: its live versions would be signed with it.
 */
final class Signer {

    private final Optional<SigningKey> key;

    Signer(Optional<SigningKey> key) {
        this.key = key;
    }

    /** Nothing may be built on a decision that this cannot answer for. */
    void requireOwn(DeploymentTable.Row inForce) {
        ControlMessage message = inForce.message();
        String name = "revision " + inForce.revision() + " of '" + inForce.task() + "'";
        if (key.isEmpty()) {
            if (message.signatures() != null) {
                throw new DecisionRefusedException(
                        name
                                + " is signed, and this change would not be; start the service with"
                                + " the signing key (--signing-key)");
            }
            return;
        }
        VerificationKeys own = VerificationKeys.of(List.of(key.get().publicPem()));
        own.problem(message.deployment(), message.signatures())
                .ifPresent(
                        problem -> {
                            throw new DecisionRefusedException(
                                    name
                                            + ": "
                                            + problem
                                            + "; look at what it deploys, and if that is right sign"
                                            + " it: loopai keys sign --task "
                                            + inForce.task());
                        });
    }

    /**
     * The decision as it is published. In the data folder the signatures are replaced before the
     * decision is, so they cover the one in force as well.
     */
    ControlMessage message(String decision, Optional<DeploymentTable.Row> inForce) {
        if (key.isEmpty()) {
            return new ControlMessage(decision, null);
        }
        String signatures = key.get().sign(decision) + "\n";
        if (inForce.isPresent()) {
            signatures += key.get().sign(inForce.get().message().deployment()) + "\n";
        }
        return new ControlMessage(decision, signatures);
    }
}
