using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Terraform;

/// <summary>
/// Where the providers of a plan put their resources. Two that differ in what they sign with may be of two accounts, whose networks are
/// two.
/// </summary>
/// <param name="configurations">The configurations of providers, by the keys that resources name.</param>
/// <param name="index">The plan.</param>
internal sealed class TerraformProviders(JsonElement configurations, TerraformIndex index)
{
    /// <summary>What decides the account: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference.</summary>
    private static readonly string[] Signing =
    [
        "assume_role", "assume_role_with_web_identity", "profile", "access_key", "shared_config_files", "shared_credentials_files",
        "allowed_account_ids",
    ];

    private static readonly Regex Role = new("^arn:[a-z-]+:iam::(?<account>[0-9]{12}):", RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    private readonly Dictionary<string, TerraformPlace> _places = new(StringComparer.Ordinal);

    /// <summary>Where a resource is: the Region that it names itself (hashicorp/aws 6), or its provider does.</summary>
    public TerraformPlace PlaceOf(TerraformResource resource)
    {
        var key = index.ConfigurationOf(resource).Text("provider_config_key") ?? "aws";
        if (!_places.TryGetValue(key, out var place))
            _places[key] = place = Read(configurations.Member(key).Member("expressions"));
        return resource.Values.Text("region") is { Length: > 0 } own && AwsRegion.IsName(own) ? place with { Region = own } : place;
    }

    private TerraformPlace Read(JsonElement expressions)
    {
        var region = TextOf(expressions.Member("region"));
        var credentials = string.Concat(Signing.Select(name => expressions.Member(name) is { ValueKind: not JsonValueKind.Undefined } set
            ? $"{name}={set.GetRawText()};" : ""));
        return new(region is not null && AwsRegion.IsName(region) ? region : null, AccountOf(expressions), credentials);
    }

    private string? AccountOf(JsonElement expressions)
    {
        var role = expressions.Member("assume_role") is { ValueKind: JsonValueKind.Array } roles && roles.GetArrayLength() > 0
            ? TextOf(roles.Item(roles.GetArrayLength() - 1).Member("role_arn")) : null;
        if (role is not null && Role.Match(role) is { Success: true } match)
            return match.Groups["account"].Value;
        return expressions.Member("allowed_account_ids").Member("constant_value").Items().Select(id => id.AsText()).ToList() is [{ } only]
            && only.Length == 12 && only.All(char.IsDigit) ? only : null;
    }

    /// <summary>A constant, or the value of a variable that is used alone.</summary>
    private string? TextOf(JsonElement expression) => expression.Text("constant_value")
        ?? (expression.Member("references").Items().Select(one => one.AsText()).OfType<string>().ToList() is [var only]
            && only.StartsWith("var.", StringComparison.Ordinal) ? index.Variables.Member(only.Substring("var.".Length)).Text("value") : null);
}

/// <summary>Where resources are: those of two places are in two networks.</summary>
/// <param name="Region">The Region; null where nobody knows.</param>
/// <param name="AccountId">The account; null where nobody knows.</param>
/// <param name="Credentials">What the provider signs with, as the configuration says it; it is compared only and never shown.</param>
internal sealed record TerraformPlace(string? Region, string? AccountId, string Credentials);
