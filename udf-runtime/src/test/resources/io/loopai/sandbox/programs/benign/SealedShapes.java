import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SealedShapes implements Program {
    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Group(List<Shape> parts) implements Shape {}

    private static double area(Shape shape) {
        if (shape instanceof Circle c) {
            return Math.PI * c.radius() * c.radius();
        } else if (shape instanceof Square s && s.side() > 0) {
            return s.side() * s.side();
        } else if (!(shape instanceof Group g)) {
            return 0;
        } else {
            return g.parts().stream().mapToDouble(SealedShapes::area).sum();
        }
    }

    @Override
    public Answer answer(Input in) {
        List<Shape> shapes = List.of(new Circle(2), new Square(3), new Group(List.of(new Square(1), new Circle(1))));
        double total = 0;
        for (Shape shape : shapes) {
            total += area(shape);
        }
        return Answer.of(String.format(Locale.ROOT, "%.2f", total));
    }
}
