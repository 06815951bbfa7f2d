package io.loopai.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a version as people write it: {@code 3} or {@code v3}. */
final class VersionConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        try {
            int version = Integer.parseInt(text.startsWith("v") ? text.substring(1) : text);
            if (version >= 1) {
                return version;
            }
        } catch (NumberFormatException e) {
            // The same message as for 0.
        }
        throw new TypeConversionException("'" + text + "' is no version; write 3 or v3");
    }
}
