using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Aws.Names;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Aws;

/// <summary>
/// The accounts of an organization, and the way to each: a role of one name that is assumed in all of them with the credentials that listed
/// them. Who may list them is the management account, or an account that is a delegated administrator.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html</remarks>
internal static class OrganizationAccounts
{
    /// <summary>A role's name, perhaps with its path: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html.</summary>
    private static readonly Regex RoleName = new(@"^([A-Za-z0-9_+=,.@-]{1,128}/){0,8}[A-Za-z0-9_+=,.@-]{1,64}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex AccountId = new(@"^[0-9]{12}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>The ways to the active accounts, in the order of their ids.</summary>
    /// <exception cref="NetworkSourceException">They could not be listed.</exception>
    public static async Task<IReadOnlyList<AwsConnection>> ReadAsync(
        AwsConnection connection, CredentialPool pool, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var role = connection.OrganizationRole!.TrimStart('/');
        if (!RoleName.IsMatch(role))
            throw new NetworkSourceException(ErrorIds.RoleInvalid,
                "-OrganizationRole takes the name of a role that every account has, for example OrganizationAccountAccessRole, and not "
                    + "an ARN.", ShownText.LineOrNull(connection.OrganizationRole));
        var own = connection with { OrganizationRole = null };
        var reporter = new CallReporter(progress);
        using var calls = await NameCalls.OpenAsync(own, pool, reporter, cancellationToken, [NameService.Organizations])
            .ConfigureAwait(false);
        reporter.Expect(1);
        JsonElement answer;
        try
        {
            answer = await calls.AskAsync(NameOperation.Accounts, null).ConfigureAwait(false);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }

        var partition = RegionEndpoint.GetBySystemName(calls.Region).PartitionName;
        return
        [
            .. answer.GetProperty(NameOperation.Accounts.Key).EnumerateArray().Where(IsActive).Select(IdOf)
                .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)
                .Select(id => own with { RoleArn = $"arn:{partition}:iam::{id}:role/{role}" }),
        ];
    }

    /// <summary>The state of an account is in State; Status is the older name of less.</summary>
    private static bool IsActive(JsonElement account) =>
        string.Equals(Text(account, "State") ?? Text(account, "Status"), "ACTIVE", StringComparison.OrdinalIgnoreCase);

    private static string IdOf(JsonElement account) => Text(account, "Id") is { } id && AccountId.IsMatch(id) ? id
        : throw new NetworkSourceException(ErrorIds.AnswerInvalid, "ListAccounts: an account has no id of twelve digits.");

    private static string? Text(JsonElement account, string name) => account.ValueKind == JsonValueKind.Object
        && account.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
