using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a remark about a policy.</summary>
/// <param name="item">The remark.</param>
public sealed class RemarkView(PSObject item) : ItemView(item)
{
    public string Severity => Painted(nameof(EndpointPolicyRemark.Severity));

    public string Remark => Cell(nameof(RemarkText.Remark));

    public string Message => Value(nameof(EndpointPolicyRemark.Message));

    /// <summary>The hidden property View.</summary>
    public static RemarkView Of(PSObject item) => new(item);
}
