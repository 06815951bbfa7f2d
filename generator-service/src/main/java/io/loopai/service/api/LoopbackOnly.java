package io.loopai.service.api;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Set;

/**
 * Keeps web pages out that are open in a browser on this machine: one of another origin, and one that
 * reaches loopback under a name of its own (DNS rebinding). Programs send neither.
 */
final class LoopbackOnly implements SecurityPolicyHandler {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    @Override
    public void handle(RoutingContext context) {
        HostAndPort host = context.request().authority();
        String origin = context.request().getHeader("origin");
        boolean own = host != null && NAMES.contains(host.host());
        if (own && (origin == null || origin.equals("http://" + host))) {
            context.next();
            return;
        }
        ErrorBody.send(
                context,
                ApiError.of(
                        403,
                        "FORBIDDEN",
                        "only programs on this machine may ask, at 127.0.0.1 or localhost, and no"
                                + " page of another origin"));
    }
}
