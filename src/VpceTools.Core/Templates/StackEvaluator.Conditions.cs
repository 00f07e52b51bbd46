using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>Conditions, and what is chosen by them.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html</remarks>
internal sealed partial class StackEvaluator
{
    /// <summary>More candidates of one value are of no use: it is then simply open.</summary>
    private const int MostCandidates = 16;

    /// <summary>No value keeps more candidates, however often conditions refer to each other.</summary>
    private const int MostKept = 64;

    /// <summary>A condition of more comparisons counts as one of its own.</summary>
    private const int MostComparisons = 200;

    private TemplateCondition Truth(TemplateNode node)
    {
        if (++_depth > Deepest)
            throw new TemplateException(TemplateException.TooLarge, "Conditions lie too deep in each other here.", node.Line);
        try
        {
            return node is { Tag: null, Kind: TemplateNodeKind.Mapping, Members.Count: 1 } && node.Members[0].Name == "Condition"
                ? Condition(node.Members[0].Value.Text, node.Line)
                : FunctionOf(node) is not { } call ? Word(new KnownText(node.Text), node.Line) : call.Name switch
                {
                    "Condition" => Condition(call.Argument.Text, node.Line),
                    "Fn::Equals" => Equal(Two(call.Argument, call.Name)),
                    "Fn::And" => TemplateCondition.All(Several(call.Argument, call.Name).Select(Truth)),
                    "Fn::Or" => TemplateCondition.Any(Several(call.Argument, call.Name).Select(Truth)),
                    "Fn::Not" => TemplateCondition.Not(Truth(One(call.Argument, call.Name))),
                    "Fn::Contains" or "Fn::EachMemberEquals" or "Fn::EachMemberIn" or "Fn::RefAll" or "Fn::ValueOf" or "Fn::ValueOfAll" =>
                        throw new TemplateException(TemplateException.Invalid, $"{call.Name} is for rules, not for conditions.", node.Line),
                    _ => Word(Evaluate(node), node.Line),
                };
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>A value that stands where a condition is wanted: a parameter that is "true" or "false".</summary>
    private static TemplateCondition Word(TemplateValue value, int line) => value switch
    {
        KnownText { Text: var text } when bool.TryParse(text, out var flag) => TemplateCondition.Of(flag),
        KnownText or ItemList or MemberMap or NoValue => throw new TemplateException(
            TemplateException.Invalid, "A condition is one of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition.", line),
        _ => TemplateCondition.Equal(value, new KnownText("true")),
    };

    private TemplateCondition Equal((TemplateNode Left, TemplateNode Right) pair) =>
        Equal(Evaluate(pair.Left), Evaluate(pair.Right));

    private static TemplateCondition Equal(TemplateValue left, TemplateValue right) => (left, right) switch
    {
        (ChoiceValue choice, _) => Both(choice, Equal(choice.Then, right), Equal(choice.Else, right)),
        (_, ChoiceValue) => Equal(right, left),
        _ => TemplateCondition.Equal(left, right),
    };

    private static TemplateCondition Both(ChoiceValue choice, TemplateCondition then, TemplateCondition otherwise) => TemplateCondition.Any(
        [TemplateCondition.All([choice.Condition, then]), TemplateCondition.All([TemplateCondition.Not(choice.Condition), otherwise])]);

    private TemplateValue If(TemplateNode argument)
    {
        var parts = argument.Items;
        if (parts.Count != 3 || parts[0].Kind != TemplateNodeKind.Text)
            throw new TemplateException(TemplateException.Invalid, "Fn::If takes the name of a condition and two values.", argument.Line);
        var condition = Condition(parts[0].Text, argument.Line);
        // What is not taken is not evaluated: it may refer to what does not exist.
        return condition.Value switch
        {
            true => Evaluate(parts[1]),
            false => Evaluate(parts[2]),
            _ => Choose(condition, Evaluate(parts[1]), Evaluate(parts[2])),
        };
    }

    /// <summary>One of two values; the one where the condition is known or they are equal.</summary>
    private static TemplateValue Choose(TemplateCondition condition, TemplateValue then, TemplateValue otherwise)
    {
        var (yes, no) = (Under(then, condition, true), Under(otherwise, condition, false));
        return Candidates(yes) + Candidates(no) > MostKept ? new UnknownValue($"the values by {condition}", "the values of its conditions")
            : yes.Canonical == no.Canonical ? yes : new ChoiceValue(condition, yes, no);
    }

    /// <summary>A value where a condition is known to hold or not, as far as it chooses by that very condition.</summary>
    private static TemplateValue Under(TemplateValue value, TemplateCondition condition, bool holds) =>
        value is not ChoiceValue choice ? value
        : choice.Condition.Equals(condition) ? Under(holds ? choice.Then : choice.Else, condition, holds)
        : choice.Condition.Equals(TemplateCondition.Not(condition)) ? Under(holds ? choice.Else : choice.Then, condition, holds)
        : Choose(choice.Condition, Under(choice.Then, condition, holds), Under(choice.Else, condition, holds));

    /// <summary>What a function gives for each candidate of a value.</summary>
    private static TemplateValue Each(TemplateValue value, Func<TemplateValue, TemplateValue> function)
    {
        return Candidates(value) > MostCandidates ? new UnknownValue(value.Canonical, "the values of its conditions") : Walk(value);

        TemplateValue Walk(TemplateValue at) => at is ChoiceValue choice
            ? Choose(choice.Condition, Walk(choice.Then), Walk(choice.Else)) : function(at);
    }

    private static int Candidates(TemplateValue value) =>
        value is ChoiceValue choice ? Candidates(choice.Then) + Candidates(choice.Else) : 1;

    /// <summary>A list whose elements are no choices, for each way that these come out.</summary>
    private static TemplateValue EachList(
        TemplateValue value, Func<ItemList, TemplateValue> function, Func<TemplateValue, TemplateValue> open)
    {
        return Each(value, candidate => candidate is ItemList list ? Pull(list, 0) : open(candidate));

        TemplateValue Pull(ItemList list, int depth)
        {
            var at = list.Items.ToList().FindIndex(item => item is ChoiceValue);
            if (at < 0)
                return function(list);
            if (depth >= 4)
                return open(new UnknownValue(list.Canonical, "the values of its conditions"));
            var choice = (ChoiceValue)list.Items[at];
            return Choose(choice.Condition, Pull(With(list, at, choice.Then, choice.Condition, true), depth + 1),
                Pull(With(list, at, choice.Else, choice.Condition, false), depth + 1));
        }

        static ItemList With(ItemList list, int at, TemplateValue value, TemplateCondition condition, bool holds) => list with
        {
            Items = list.Items.Select((item, i) => Under(i == at ? value : item, condition, holds)).Where(item => item is not NoValue)
                .ToValueList(),
        };
    }
}
