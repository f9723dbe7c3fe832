package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.Protocol;
import org.jackfield.spi.ProtocolHandler;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.ProtocolProvider;
import org.jackfield.spi.multiformats.Bytes;

class ProtocolContractTest {
    private static final ProtocolId ID = new ProtocolId("/test/broken/1.0.0");

    @Test
    void findsAHandlerThatTrustsItsPeer() {
        assertThat(Verdict.failuresOf(OnTrusting.class)).containsExactly("boundsHowLongItWaitsForASilentPeer",
                "endsOnARequestCutAtEveryByte",
                "endsOnRandomBytes", "endsWhenThePeerSaysNothingAtAll");
    }

    @Test
    void findsAHandlerThatTakesOneReadForAMessage() {
        assertThat(Verdict.failuresOf(OnOneRead.class)).containsExactly("answersTheSameHoweverTheRequestArrives",
                "boundsHowLongItWaitsForASilentPeer");
    }

    @Test
    void findsAProviderThatDoesNotKeepTheRules() {
        assertThat(Verdict.failuresOf(OnRuleBreaker.class)).containsExactlyInAnyOrder("isNamedInLowerCaseLettersDigitsAndDashes",
                "keepsItsOptionsInAPublicRecordOfAnExportedPackage", "isMadeByAPublicConstructorWithoutParameters",
                "givesTheSameDefaultsEachTime",
                "createsWithoutThreadsFilesAndTasks");
    }

    /** Believes that the first byte is the length of what follows, and waits for it without a deadline. */
    public static final class Trusting extends Broken {
        @Override
        ProtocolHandler handler() {
            return stream -> {
                int length = stream.in().read();
                if (length < 0) {
                    throw new IllegalStateException("no length");
                }
                byte[] message = stream.in().readNBytes(length);
                stream.out().write(message[length - 1]);
            };
        }
    }

    static class OnTrusting extends ProtocolContract<NoConfig> {
        OnTrusting() {
            super(new Trusting(), new NoConfig());
        }

        @Override
        protected List<Request> requests() {
            return List.of(new Request(ID, Bytes.of(3, 1, 2, 3)));
        }
    }

    /** Answers with what one read gave. */
    public static final class OneRead extends Broken {
        @Override
        ProtocolHandler handler() {
            return stream -> {
                byte[] buffer = new byte[1000];
                int count = stream.in().read(buffer);
                if (count > 0) {
                    stream.out().write(buffer, 0, count);
                }
            };
        }
    }

    static class OnOneRead extends ProtocolContract<NoConfig> {
        OnOneRead() {
            super(new OneRead(), new NoConfig());
        }

        @Override
        protected List<Request> requests() {
            return List.of(new Request(ID, Bytes.ofUtf8("more than one byte")));
        }
    }

    record HiddenConfig(byte[] bytes) {}

    static final class RuleBreaker implements ProtocolProvider<HiddenConfig> {
        @Override
        public String name() {
            return "Rule Breaker";
        }

        @Override
        public HiddenConfig defaults() {
            return new HiddenConfig(new byte[1]);
        }

        @Override
        public Protocol create(HiddenConfig config, PluginContext context) {
            Thread thread = new Thread(java.util.concurrent.locks.LockSupport::park, "made in create()");
            thread.setDaemon(true);
            thread.start();
            return new Protocol() {
                @Override
                public java.util.Map<ProtocolId, ProtocolHandler> handlers() {
                    return java.util.Map.of();
                }

                @Override
                public void close() {
                    thread.interrupt();
                }
            };
        }
    }

    static class OnRuleBreaker extends ProtocolContract<HiddenConfig> {
        OnRuleBreaker() {
            super(new RuleBreaker(), new HiddenConfig(new byte[1]));
        }
    }

    /** No options. */
    public record NoConfig() {}

    /** A provider that is right but for its handler. */
    abstract static class Broken implements ProtocolProvider<NoConfig> {
        abstract ProtocolHandler handler();

        @Override
        public final String name() {
            return "broken";
        }

        @Override
        public final NoConfig defaults() {
            return new NoConfig();
        }

        @Override
        public final Protocol create(NoConfig config, PluginContext context) {
            return Protocol.serving(ID, handler());
        }
    }
}
