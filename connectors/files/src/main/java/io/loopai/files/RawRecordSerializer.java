package io.loopai.files;

import io.loopai.engine.RawRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Value, source, position, length, its digest if the record was cut, and the envelope. */
public final class RawRecordSerializer extends ImmutableSerializer<RawRecord> {

    private static final long serialVersionUID = 1L;

    private transient RepeatedString source = new RepeatedString();

    @Override
    public void serialize(RawRecord record, DataOutputView out) throws IOException {
        Varint.write(record.value().length, out);
        out.write(record.value());
        source.write(record.source(), out);
        Varint.write(record.position(), out);
        Varint.write(record.length(), out);
        out.writeBoolean(record.isCut());
        if (record.isCut()) {
            out.writeUTF(record.sha256());
        }
        EnvelopeBytes.write(record.envelope(), out);
    }

    @Override
    public RawRecord deserialize(DataInputView in) throws IOException {
        byte[] value = new byte[(int) Varint.read(in)];
        in.readFully(value);
        return new RawRecord(
                value,
                source.read(in),
                Varint.read(in),
                Varint.read(in),
                in.readBoolean() ? in.readUTF() : null,
                EnvelopeBytes.read(in));
    }

    @Override
    public RawRecord createInstance() {
        return RawRecord.whole(new byte[0], "", 0);
    }

    @Override
    public TypeSerializer<RawRecord> duplicate() {
        return new RawRecordSerializer();
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return new RawRecordSerializer();
    }

    /** Written to savepoints: the format has one version so far. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
        public Snapshot() {
            super(RawRecordSerializer::new);
        }
    }
}
