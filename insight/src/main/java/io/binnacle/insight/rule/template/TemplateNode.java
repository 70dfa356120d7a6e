package io.binnacle.insight.rule.template;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A part of a template. Each prints as Go prints it, which error messages show. */
sealed interface TemplateNode {

    /** Where it stands in the text. */
    int position();

    /** Parts one after the other. */
    record Sequence(int position, List<TemplateNode> nodes) implements TemplateNode {
        @Override
        public String toString() {
            return nodes.stream().map(TemplateNode::toString).collect(Collectors.joining());
        }
    }

    /** Text that stays as it is. */
    record Text(int position, String text) implements TemplateNode {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A pipeline whose value is written. */
    record Action(int position, Pipeline pipeline) implements TemplateNode {
        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    /** {@code {{if}}}, {@code {{with}}} or {@code {{range}}}. */
    record Branch(int position, Kind kind, Pipeline pipeline, Sequence body,
            @Nullable Sequence otherwise) implements TemplateNode {

        enum Kind {
            IF, WITH, RANGE;

            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String toString() {
            return "{{" + kind.word() + " " + pipeline + "}}" + body
                    + (otherwise == null ? "" : "{{else}}" + otherwise) + "{{end}}";
        }
    }

    /** {@code {{break}}} or {@code {{continue}}}. */
    record Jump(int position, boolean leaves) implements TemplateNode {
        @Override
        public String toString() {
            return leaves ? "{{break}}" : "{{continue}}";
        }
    }

    /** {@code {{template "name" pipeline}}}. */
    record Call(int position, String name, @Nullable Pipeline pipeline) implements TemplateNode {
        @Override
        public String toString() {
            return "{{template " + GoText.quote(name) + (pipeline == null ? "" : " " + pipeline) + "}}";
        }
    }

    /** Commands, each given the value of the one before it; with variables that take the last value. */
    record Pipeline(int position, List<Variable> declared, boolean assigns,
            List<Command> commands) implements TemplateNode {
        @Override
        public String toString() {
            String names = declared.stream().map(Variable::toString).collect(Collectors.joining(", "));
            return (declared.isEmpty() ? "" : names + (assigns ? " = " : " := "))
                    + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    /** An operand, or a function with its arguments. */
    record Command(int position, List<TemplateNode> words) implements TemplateNode {
        @Override
        public String toString() {
            return words.stream().map(word -> word instanceof Pipeline ? "(" + word + ")" : word.toString())
                    .collect(Collectors.joining(" "));
        }
    }

    /** {@code .a.b} */
    record Field(int position, List<String> names) implements TemplateNode {
        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /** {@code $x.a.b}; the first name is the variable's, with its dollar sign. */
    record Variable(int position, List<String> names) implements TemplateNode {
        @Override
        public String toString() {
            return String.join(".", names);
        }
    }

    /** Fields of what is no variable: {@code (pipeline).a}. */
    record Chain(int position, TemplateNode of, List<String> names) implements TemplateNode {
        @Override
        public String toString() {
            return (of instanceof Pipeline ? "(" + of + ")" : of.toString()) + "." + String.join(".", names);
        }
    }

    /** A function's name. */
    record Identifier(int position, String name) implements TemplateNode {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code .} */
    record Dot(int position) implements TemplateNode {
        @Override
        public String toString() {
            return ".";
        }
    }

    /** {@code nil} */
    record Nil(int position) implements TemplateNode {
        @Override
        public String toString() {
            return "nil";
        }
    }

    /** {@code true} or {@code false} */
    record Bool(int position, boolean value) implements TemplateNode {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A number, or a character's. */
    record Numeral(int position, GoNumber value) implements TemplateNode {
        @Override
        public String toString() {
            return value.text();
        }
    }

    /** @param quoted as written */
    record Literal(int position, String quoted, String value) implements TemplateNode {
        @Override
        public String toString() {
            return quoted;
        }
    }
}
