using System.Text.RegularExpressions;

namespace VpceTools.Policies;

/// <summary>
/// The resources of AWS's own that its services let customers read and write, and that so are in nobody's account or organization:
/// <c>Data/aws-owned-resources.tsv</c>.
/// </summary>
internal static class AwsOwnedResources
{
    private static readonly Lazy<Regex> Known = new(() => new(
        "^(?:" + string.Join("|", DataFile.Read("aws-owned-resources.tsv").Select(line => ToPattern(line.Split('\t')[0]))) + ")$",
        RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1)));

    /// <summary>Whether the resource, or all that match where it has wildcards, is surely owned by AWS.</summary>
    public static bool Contains(string resource) =>
        Arn.TryParse(resource) is { } arn
            && (arn.Account == "aws" || Known.Value.IsMatch($"arn:aws:{arn.Service}:{arn.Region}:{arn.Account}:{arn.Resource}"));

    // A Region is not any text: a customer's bucket may begin in the same way.
    private static string ToPattern(string arn) => Regex.Escape(arn)
        .Replace(Regex.Escape("{region}"), "[a-z]{2,4}(?:-[a-z]+)+-[0-9]")
        .Replace(Regex.Escape("{regionWithoutDashes}"), "[a-z]{4,}[0-9]")
        .Replace(Regex.Escape("*"), ".*");
}
