using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>What the views say of a remark about a policy: hidden properties of it.</summary>
public static class RemarkText
{
    /// <summary>The statement and where it is in the text.</summary>
    public static string Place(PSObject remark)
    {
        var at = $"{ObjectText.Text(remark, nameof(EndpointPolicyRemark.Line))}:{ObjectText.Text(remark, nameof(EndpointPolicyRemark.Column))}";
        if (ObjectText.Get(remark, nameof(EndpointPolicyRemark.StatementIndex)) is not { } index)
            return at;
        var sid = ObjectText.Text(remark, nameof(EndpointPolicyRemark.Sid));
        return $"statement {LanguagePrimitives.ConvertTo<int>(index) + 1}{(sid is null ? "" : $" ('{sid}')")} at {at}";
    }

    /// <summary>What is wrong, by which rule and where.</summary>
    public static string Remark(PSObject remark) => ObjectText.Lines(
        ObjectText.Text(remark, nameof(EndpointPolicyRemark.Message)),
            $"{ObjectText.Text(remark, nameof(EndpointPolicyRemark.Rule))}, {Place(remark)}");
}
