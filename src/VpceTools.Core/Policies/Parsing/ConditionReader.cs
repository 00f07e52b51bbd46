using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Reads the Condition element of a statement.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html</remarks>
internal static class ConditionReader
{
    public static ValueList<PolicyCondition> Read(PolicyParser parser, PolicyJsonNode node, PolicyVersion version)
    {
        if (!node.IsObject)
        {
            parser.Fail(node.Position, $"'Condition' takes an object of operators, not {node.Description}.");
            return [];
        }

        var conditions = new List<PolicyCondition>();
        var operators = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (ConditionOperator.TryParse(member.Name) is not { } @operator)
                parser.Fail(member.Position, $"'{member.Name}' is not a condition operator.");
            else if (!operators.Add(member.Name))
                parser.Fail(member.Position, $"'{member.Name}' is duplicated.");
            else if (!member.Value.IsObject)
                parser.Fail(member.Value.Position, $"'{member.Name}' takes an object of context keys, not {member.Value.Description}.");
            else
                conditions.AddRange(ReadKeys(parser, member.Value, @operator, version));
        }

        return conditions.ToValueList();
    }

    private static IEnumerable<PolicyCondition> ReadKeys(
        PolicyParser parser, PolicyJsonNode node, ConditionOperator @operator, PolicyVersion version)
    {
        // "Condition key names are not case-sensitive", so that two that differ in case only are the same key twice; AWS calls that an
        // error too:
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Members)
        {
            if (!keys.Add(member.Name))
                parser.Fail(member.Position, $"The context key '{member.Name}' is duplicated.");
            var values = member.Value.IsArray ? member.Value.Items : [member.Value];
            var read = new List<ConditionValue>();
            foreach (var value in values)
            {
                // "Quotation marks are optional for numeric and Boolean values."
                if (value.Kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
                    read.Add(new ConditionValue(value.Text, value.Position, @operator, version));
                else
                    parser.Fail(value.Position,
                        $"The context key '{member.Name}' takes a text, number or Boolean, or a list of these, not {value.Description}.");
            }

            yield return new PolicyCondition(@operator, member.Name, read.ToValueList(), member.Position);
        }
    }
}
