package io.binnacle.insight.rule.template;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.insight.rule.template.Function.Parameter;
import io.binnacle.insight.rule.template.TemplateNode.Branch;
import io.binnacle.insight.rule.template.TemplateNode.Command;
import io.binnacle.insight.rule.template.TemplateNode.Pipeline;
import io.binnacle.insight.rule.template.TemplateNode.Sequence;
import io.binnacle.insight.rule.template.TemplateParser.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * Walks a template and writes, as Go's text/template does with {@code missingkey=zero}. Belongs to one expansion.
 */
final class Execution {

    /** What no alert's text needs; enough that nobody meets them by accident. */
    private static final int STEPS_MAX = 1_000_000;
    private static final int CHARACTERS_MAX = 1 << 20;
    private static final int DEPTH_MAX = 100;

    private final Parsed template;
    private final Map<String, Function> functions;
    private final StringBuilder out = new StringBuilder();
    private final List<Binding> variables = new ArrayList<>();
    private String name;
    private TemplateNode node;
    private int steps;
    private int depth;

    /** What a command is given by the one before it, when there is none. */
    private enum Before {
        NOTHING
    }

    /** A variable and its value. */
    private static final class Binding {
        private final String name;
        private @Nullable Object value;

        Binding(String name, @Nullable Object value) {
            this.name = name;
            this.value = value;
        }
    }

    /** How a part ended. */
    private enum Flow {
        ON, BREAK, CONTINUE
    }

    private Execution(Parsed template, Map<String, Function> functions) {
        this.template = template;
        this.functions = functions;
        this.name = template.name();
        this.node = template.root();
    }

    /** @throws TemplateFault it fails on the data */
    static String run(Parsed template, Map<String, Function> functions, AlertData data) {
        Execution execution = new Execution(template, functions);
        execution.variables.add(new Binding("$", data));
        execution.walk(data, template.root());
        return execution.out.toString();
    }

    private TemplateFault fault(String message) {
        String before = template.text().substring(0, Math.min(node.position(), template.text().length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.substring(before.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        return new TemplateFault("template: " + template.name() + ":" + line + ":" + column + ": executing "
                + GoText.quote(name) + " at <" + node + ">: " + message);
    }

    private void at(TemplateNode place) {
        node = place;
        if (++steps > STEPS_MAX) {
            throw fault("more than " + STEPS_MAX + " steps");
        }
    }

    private Flow walk(@Nullable Object dot, TemplateNode place) {
        at(place);
        switch (place) {
            case Sequence sequence -> {
                for (TemplateNode part : sequence.nodes()) {
                    Flow flow = walk(dot, part);
                    if (flow != Flow.ON) {
                        return flow;
                    }
                }
            }
            case TemplateNode.Text text -> write(text.text());
            case TemplateNode.Action action -> {
                Object value = evaluate(dot, action.pipeline());
                if (action.pipeline().declared().isEmpty()) {
                    at(action);
                    write(value == null ? "<no value>" : GoText.print(value));
                }
            }
            case Branch branch -> {
                return branch.kind() == Branch.Kind.RANGE ? range(dot, branch) : condition(dot, branch);
            }
            case TemplateNode.Jump jump -> {
                return jump.leaves() ? Flow.BREAK : Flow.CONTINUE;
            }
            case TemplateNode.Call call -> call(dot, call);
            default -> throw fault("unknown node: " + place);
        }
        return Flow.ON;
    }

    private void write(String text) {
        out.append(text);
        if (out.length() > CHARACTERS_MAX) {
            throw fault("more than " + CHARACTERS_MAX + " characters");
        }
    }

    private Flow condition(@Nullable Object dot, Branch branch) {
        int known = variables.size();
        Object value = evaluate(dot, branch.pipeline());
        Sequence otherwise = branch.otherwise();
        Flow flow = Flow.ON;
        if (BuiltIns.truth(value)) {
            flow = walk(branch.kind() == Branch.Kind.WITH ? value : dot, branch.body());
        } else if (otherwise != null) {
            flow = walk(dot, otherwise);
        }
        forget(known);
        return flow;
    }

    private void forget(int known) {
        variables.subList(known, variables.size()).clear();
    }

    private Flow range(@Nullable Object dot, Branch branch) {
        int known = variables.size();
        Object value = evaluate(dot, branch.pipeline());
        int declared = variables.size();
        Map<Object, @Nullable Object> elements = elements(branch, value);
        Sequence otherwise = branch.otherwise();
        Flow flow = Flow.ON;
        if (elements.isEmpty() && otherwise != null) {
            flow = walk(dot, otherwise);
        }
        for (Map.Entry<Object, @Nullable Object> element : elements.entrySet()) {
            bind(branch.pipeline(), element.getKey(), element.getValue());
            Flow one = walk(element.getValue(), branch.body());
            forget(declared);
            if (one == Flow.BREAK) {
                break;
            }
        }
        forget(known);
        return flow;
    }

    private void bind(Pipeline pipeline, Object key, @Nullable Object value) {
        int count = pipeline.declared().size();
        if (count > 0) {
            set(pipeline, count - 1, value);
        }
        if (count > 1) {
            set(pipeline, 0, key);
        }
    }

    private void set(Pipeline pipeline, int index, @Nullable Object value) {
        String variable = pipeline.declared().get(index).names().getFirst();
        if (pipeline.assigns()) {
            binding(variable).value = value;
        } else {
            int place = variables.size() - pipeline.declared().size() + index;
            variables.set(place, new Binding(variable, value));
        }
    }

    private Map<Object, @Nullable Object> elements(Branch branch, @Nullable Object value) {
        at(branch);
        Map<Object, @Nullable Object> elements = new LinkedHashMap<>();
        switch (value) {
            case null -> {
                // Nil is an empty list.
            }
            case Vector vector -> {
                for (Sample sample : vector.samples()) {
                    elements.put((long) elements.size(), sample);
                }
            }
            case Arguments arguments -> elements.putAll(arguments.values());
            case Map<?, ?> map -> new TreeMap<>(map).forEach(elements::put);
            case Long count -> {
                if (count > STEPS_MAX) {
                    throw fault("range can't iterate over " + GoText.print(value));
                }
                for (long i = 0; i < count; i++) {
                    elements.put(i, i);
                }
            }
            default -> throw fault("range can't iterate over " + GoText.print(value));
        }
        return elements;
    }

    private void call(@Nullable Object dot, TemplateNode.Call call) {
        Sequence body = template.defined().get(call.name());
        if (body == null) {
            throw fault("template " + GoText.quote(call.name()) + " not defined");
        }
        if (++depth > DEPTH_MAX) {
            throw fault("exceeded maximum template depth (" + DEPTH_MAX + ")");
        }
        Pipeline pipeline = call.pipeline();
        Object value = pipeline == null ? null : evaluate(dot, pipeline);
        List<Binding> outer = List.copyOf(variables);
        String caller = name;
        variables.clear();
        variables.add(new Binding("$", value));
        name = call.name();
        walk(value, body);
        name = caller;
        variables.clear();
        variables.addAll(outer);
        depth--;
    }

    private @Nullable Object evaluate(@Nullable Object dot, Pipeline pipeline) {
        at(pipeline);
        Object value = Before.NOTHING;
        for (Command command : pipeline.commands()) {
            value = command(dot, command, value);
        }
        Object result = value == Before.NOTHING ? null : value;
        for (TemplateNode.Variable variable : pipeline.declared()) {
            if (pipeline.assigns()) {
                binding(variable.names().getFirst()).value = result;
            } else {
                variables.add(new Binding(variable.names().getFirst(), result));
            }
        }
        return result;
    }

    private Binding binding(String variable) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(variable)) {
                return variables.get(i);
            }
        }
        throw fault("undefined variable: " + variable);
    }

    private @Nullable Object command(@Nullable Object dot, Command command, @Nullable Object last) {
        TemplateNode first = command.words().getFirst();
        if (first instanceof TemplateNode.Identifier identifier) {
            return function(dot, identifier, command, command.words(), last);
        }
        boolean hasArguments = command.words().size() > 1 || last != Before.NOTHING;
        return switch (first) {
            case TemplateNode.Field field -> fields(field, dot, field.names(), hasArguments);
            case TemplateNode.Variable variable -> variable(variable, hasArguments);
            case TemplateNode.Chain chain -> chain(dot, chain, hasArguments);
            default -> {
                at(first);
                if (hasArguments) {
                    throw fault("can't give argument to non-function " + first);
                }
                if (first instanceof TemplateNode.Nil) {
                    throw fault("nil is not a command");
                }
                yield operand(dot, first);
            }
        };
    }

    /** The value of what takes no arguments. */
    private @Nullable Object operand(@Nullable Object dot, TemplateNode word) {
        return switch (word) {
            case TemplateNode.Dot self -> dot;
            case TemplateNode.Nil nil -> null;
            case TemplateNode.Bool bool -> bool.value();
            case TemplateNode.Literal literal -> literal.value();
            case TemplateNode.Numeral number -> {
                Long integer = number.value().integer();
                yield integer != null && number.value().isInteger() ? integer : (Object) number.value().real();
            }
            case TemplateNode.Field field -> fields(field, dot, field.names(), false);
            case TemplateNode.Variable variable -> variable(variable, false);
            case TemplateNode.Chain chain -> chain(dot, chain, false);
            case TemplateNode.Identifier identifier ->
                function(dot, identifier, identifier, List.of(identifier), Before.NOTHING);
            case Pipeline pipeline -> evaluate(dot, pipeline);
            default -> throw fault("can't evaluate command " + GoText.quote(word.toString()));
        };
    }

    private @Nullable Object variable(TemplateNode.Variable variable, boolean hasArguments) {
        at(variable);
        Object value = binding(variable.names().getFirst()).value;
        if (variable.names().size() == 1) {
            if (hasArguments) {
                throw fault("can't give argument to non-function " + variable);
            }
            return value;
        }
        return fields(variable, value, variable.names().subList(1, variable.names().size()), hasArguments);
    }

    private @Nullable Object chain(@Nullable Object dot, TemplateNode.Chain chain, boolean hasArguments) {
        at(chain);
        if (chain.of() instanceof TemplateNode.Nil) {
            throw fault("indirection through explicit nil in " + chain);
        }
        return fields(chain, operand(dot, chain.of()), chain.names(), hasArguments);
    }

    private @Nullable Object fields(TemplateNode place, @Nullable Object receiver, List<String> names,
            boolean hasArguments) {
        at(place);
        Object value = receiver;
        for (int i = 0; i < names.size(); i++) {
            value = field(value, names.get(i), hasArguments && i == names.size() - 1);
        }
        return value;
    }

    private @Nullable Object field(@Nullable Object receiver, String field, boolean hasArguments) {
        if (receiver == null) {
            return null;
        }
        if (hasArguments) {
            throw fault(receiver instanceof Map || receiver instanceof Arguments
                    ? field + " is not a method but has arguments"
                    : field + " has arguments but cannot be invoked as function");
        }
        return switch (receiver) {
            case Map<?, ?> map -> {
                Object value = map.get(field);
                yield value == null ? "" : value;
            }
            case Arguments arguments -> arguments.values().get(field);
            default -> member(receiver, field);
        };
    }

    private Object member(Object receiver, String field) {
        Object value = switch (receiver) {
            case AlertData data -> switch (field) {
                case "Labels" -> data.labels();
                case "ExternalLabels" -> data.externalLabels();
                case "ExternalURL" -> data.externalUrl().toString();
                case "Value" -> data.value();
                default -> null;
            };
            case Sample sample -> switch (field) {
                case "Labels" -> sample.labels();
                case "Value" -> sample.value();
                default -> null;
            };
            case Instant instant -> TimeMembers.of(instant.atZone(ZoneOffset.UTC), field);
            case Duration duration -> TimeMembers.of(duration, field);
            default -> null;
        };
        if (value == null) {
            throw fault("can't evaluate field " + field + " in type " + GoText.type(receiver));
        }
        return value;
    }

    private @Nullable Object function(@Nullable Object dot, TemplateNode.Identifier identifier, TemplateNode command,
            List<TemplateNode> words, @Nullable Object last) {
        at(identifier);
        Function function = functions.get(identifier.name());
        if (function == null) {
            throw fault(GoText.quote(identifier.name()) + " is not a defined function");
        }
        int given = words.size() - 1 + (last == Before.NOTHING ? 0 : 1);
        boolean fits = function.variadic() ? given >= function.needed() : given == function.needed();
        if (!fits) {
            throw fault("wrong number of args for " + function.name() + ": want "
                    + (function.variadic() ? "at least " : "") + function.needed() + " got " + given);
        }
        boolean isAnd = function.name().equals("and");
        boolean shortens = isAnd || function.name().equals("or");
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            Object argument = argument(dot, function.parameter(i - 1), words.get(i));
            if (shortens && BuiltIns.truth(argument) != isAnd) {
                return argument;
            }
            arguments.add(argument);
        }
        if (last != Before.NOTHING) {
            arguments.add(checked(last, function.parameter(arguments.size())));
        }
        return called(function, command, arguments);
    }

    private @Nullable Object called(Function function, TemplateNode place, List<@Nullable Object> arguments) {
        try {
            Object value = function.body().call(arguments);
            if (value instanceof String text && text.length() > CHARACTERS_MAX) {
                throw new TemplateFault("more than " + CHARACTERS_MAX + " characters");
            }
            return value;
        } catch (RuntimeException | StackOverflowError e) {
            at(place);
            throw fault("error calling " + function.name() + ": " + e.getMessage());
        }
    }

    private @Nullable Object argument(@Nullable Object dot, Parameter parameter, TemplateNode word) {
        at(word);
        return switch (word) {
            case TemplateNode.Nil nil -> {
                if (!parameter.takesNil()) {
                    throw fault("cannot assign nil to " + parameter.type());
                }
                yield null;
            }
            default -> {
                if (!mayBe(word, parameter)) {
                    throw mismatch(parameter, word);
                }
                yield checked(operand(dot, word), parameter);
            }
        };
    }

    /** Whether that word is good for the parameter, as far as its spelling tells. */
    private static boolean mayBe(TemplateNode word, Parameter parameter) {
        return switch (word) {
            case TemplateNode.Literal literal -> parameter == Parameter.STRING || parameter == Parameter.ANY;
            case TemplateNode.Bool bool -> parameter == Parameter.ANY;
            case TemplateNode.Numeral numeral -> parameter == Parameter.ANY;
            default -> true;
        };
    }

    private TemplateFault mismatch(Parameter parameter, TemplateNode word) {
        return fault(switch (parameter) {
            case STRING -> "expected string; found " + word;
            case INTEGER -> "expected integer; found " + word;
            default -> "can't handle " + word + " for arg of type " + parameter.type();
        });
    }

    private @Nullable Object checked(@Nullable Object value, Parameter parameter) {
        if (value == null) {
            if (!parameter.takesNil()) {
                throw fault("invalid value; expected " + parameter.type());
            }
            return null;
        }
        if (!parameter.takes(value)) {
            throw fault("wrong type for value; expected " + parameter.type() + "; got " + GoText.type(value));
        }
        return value;
    }
}
