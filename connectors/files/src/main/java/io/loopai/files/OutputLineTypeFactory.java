package io.loopai.files;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink finds it through {@link OutputLine}'s annotation; nobody else needs it. */
public final class OutputLineTypeFactory extends TypeInfoFactory<OutputLine> {

    @Override
    public TypeInformation<OutputLine> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> parameters) {
        return new ImmutableType<>(OutputLine.class, new OutputLineSerializer());
    }
}
