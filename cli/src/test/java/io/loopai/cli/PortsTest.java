package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldLookForAnotherPortWhenSomebodyTakesTheOneItHasSeenFree() throws Exception {
        int wanted;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wanted = any.getLocalPort();
        }
        List<Integer> tried = new ArrayList<>();
        List<ServerSocket> taken = new ArrayList<>();

        int used =
                Ports.onUsable(
                        wanted,
                        port -> {
                            tried.add(port);
                            if (tried.size() == 1) {
                                taken.add(
                                        new ServerSocket(
                                                port, 1, InetAddress.getLoopbackAddress()));
                                throw new IllegalStateException(new BindException("taken"));
                            }
                        });

        taken.get(0).close();
        assertThat(tried).hasSize(2).doesNotHaveDuplicates().last().isEqualTo(used);
        assertThat(tried.get(0)).isEqualTo(wanted);
    }

    @Test
    void shouldNotTryAgainWhenThePortIsNotToBlame() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                Ports.onUsable(
                                        0,
                                        port -> {
                                            tried.add(port);
                                            throw new IllegalStateException("no disk");
                                        }))
                .hasMessage("no disk");
        assertThat(tried).hasSize(1);
    }
}
