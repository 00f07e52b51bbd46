using VpceTools.Model;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>Values where the comparisons come out in a certain way.</summary>
internal static class TemplateChoices
{
    /// <summary>The value, with what the conditions choose put in and what they leave out taken out.</summary>
    public static TemplateValue Under(TemplateValue value, IReadOnlyDictionary<TemplateCondition.Comparison, bool> outcomes) => value switch
    {
        ChoiceValue choice => Under(choice.Condition.Under(outcomes).Value == true ? choice.Then : choice.Else, outcomes),
        ItemList list => list with
        {
            Items = list.Items.Select(item => Under(item, outcomes)).Where(item => item is not NoValue).ToValueList(),
        },
        MemberMap map => map with
        {
            Members = map.Members.Select(member => member with { Value = Under(member.Value, outcomes) })
                .Where(member => member.Value is not NoValue).ToValueList(),
        },
        JoinedText joined => TemplateText.Join(joined.Parts.Select(part => Under(part, outcomes)), joined.Line),
        _ => value,
    };
}
