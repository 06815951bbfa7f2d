package io.loopai.files;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bucket, the line's bytes, the envelope. */
public final class OutputLineSerializer extends ImmutableSerializer<OutputLine> {

    private static final long serialVersionUID = 1L;

    private transient RepeatedString bucket = new RepeatedString();

    @Override
    public void serialize(OutputLine line, DataOutputView out) throws IOException {
        bucket.write(line.bucket(), out);
        Varint.write(line.line().length, out);
        out.write(line.line());
        EnvelopeBytes.write(line.envelope(), out);
    }

    @Override
    public OutputLine deserialize(DataInputView in) throws IOException {
        String name = bucket.read(in);
        byte[] line = new byte[(int) Varint.read(in)];
        in.readFully(line);
        return new OutputLine(name, line, EnvelopeBytes.read(in));
    }

    @Override
    public OutputLine createInstance() {
        return new OutputLine("", new byte[0]);
    }

    @Override
    public TypeSerializer<OutputLine> duplicate() {
        return new OutputLineSerializer();
    }

    @Override
    public TypeSerializerSnapshot<OutputLine> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return new OutputLineSerializer();
    }

    /** Written to savepoints: the format has one version so far. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutputLine> {
        public Snapshot() {
            super(OutputLineSerializer::new);
        }
    }
}
