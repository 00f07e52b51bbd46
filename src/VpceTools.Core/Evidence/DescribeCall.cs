using System.Text;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>How a kind of evidence is had: the call, the CLI command and the IAM action that it needs.</summary>
/// <param name="Kind">The evidence.</param>
/// <param name="Service">The service as the CLI and IAM name it, for example <c>ec2</c> or <c>route53resolver</c>.</param>
/// <param name="Operation">The operation, for example <c>DescribeRouteTables</c>.</param>
public sealed record DescribeCall(ResourceKind Kind, string Service, string Operation)
{
    /// <summary>The IAM action, for example <c>ec2:DescribeRouteTables</c>.</summary>
    public string IamAction => $"{Service}:{Operation}";

    /// <summary>The <c>aws</c> CLI command, for example <c>aws ec2 describe-route-tables</c>.</summary>
    public string Command => $"aws {Service} {CommandName}";

    /// <summary>What a diagnosis takes from the answer, or when it asks at all; null as long as none asks.</summary>
    public string? Purpose { get; init; }

    /// <summary>The last word of the CLI command, for example <c>describe-route-tables</c>.</summary>
    internal string CommandName => ToKebabCase(Operation);

    /// <summary>The call that supplies a kind of evidence.</summary>
    public static DescribeCall For(ResourceKind kind) => EvidenceKinds.For(kind).Call;

    /// <summary>The calls that a diagnosis makes, in the order of the kinds.</summary>
    public static IReadOnlyList<DescribeCall> OfDiagnosis =>
        [.. EvidenceKinds.All.SelectMany(kind => kind.Calls).Where(call => call.Purpose is not null)];

    /// <summary>
    /// As the CLI does it: a new word begins where a capital follows a small letter or goes before one (<c>ByVPC</c> is <c>by-vpc</c>).
    /// </summary>
    private static string ToKebabCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
