package io.loopai.cli;

import io.loopai.sandbox.CompilerKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a compiler: {@code ecj} or {@code janino}. */
final class CompilerConverter implements ITypeConverter<CompilerKind> {

    @Override
    public CompilerKind convert(String name) {
        try {
            return CompilerKind.of(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
