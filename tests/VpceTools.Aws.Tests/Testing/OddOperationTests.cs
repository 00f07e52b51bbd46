using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>
/// The operations that are no plain lists: VPC attributes, prefix list entries, the caller's identity, and what is unknown.
/// </summary>
public sealed class OddOperationTests : SampleWorldTestBase
{
    [Fact]
    public async Task A_vpc_attribute_comes_alone_with_the_vpcs_id()
    {
        Server.World.Add("""{ "VpcId": "vpc-0a1", "EnableDnsSupport": { "Value": false } }""");
        var support = await Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0a1",
            Attribute = VpcAttributeName.EnableDnsSupport
        }, Token);
        Assert.Equal(("vpc-0a1", false, null), (support.VpcId, support.EnableDnsSupport, support.EnableDnsHostnames));
        var hostNames = await Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0a1",
            Attribute = VpcAttributeName.EnableDnsHostnames
        }, Token);
        Assert.True(hostNames.EnableDnsHostnames);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Without_evidence_a_vpc_has_the_attributes_of_a_new_one(bool isDefault, bool hostNames)
    {
        Server.World.Add($$"""{ "Vpcs": [{ "VpcId": "vpc-0b1", "IsDefault": {{(isDefault ? "true" : "false")}} }] }""");
        var support = await Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0b1",
            Attribute = VpcAttributeName.EnableDnsSupport
        }, Token);
        var names = await Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0b1",
            Attribute = VpcAttributeName.EnableDnsHostnames
        }, Token);
        Assert.Equal((true, hostNames), (support.EnableDnsSupport, names.EnableDnsHostnames));
    }

    [Theory]
    [InlineData("vpc-09f", "enableDnsSupport", "InvalidVpcID.NotFound")]
    [InlineData("nope", "enableDnsSupport", "InvalidVpcID.Malformed")]
    [InlineData("vpc-0a1", "enableMagic", "InvalidParameterValue")]
    public async Task A_vpc_attribute_that_does_not_exist_is_refused(string vpcId, string attribute, string code)
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            Client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = attribute }, Token));
        Assert.Equal(code, refusal.ErrorCode);
    }

    [Fact]
    public async Task Prefix_list_entries_come_from_the_list_or_from_the_services_ranges()
    {
        var own = await Client.GetManagedPrefixListEntriesAsync(new GetManagedPrefixListEntriesRequest { PrefixListId = "pl-0b1" }, Token);
        Assert.Equal(["192.0.2.0/24 Bern", "198.51.100.0/24 "], own.Entries.Select(entry => $"{entry.Cidr} {entry.Description}"));
        var services = await Client.GetManagedPrefixListEntriesAsync(new GetManagedPrefixListEntriesRequest { PrefixListId = "pl-0a1" },
            Token);
        Assert.Equal(["52.216.0.0/15", "3.5.0.0/19"], services.Entries.Select(entry => entry.Cidr));
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            Client.GetManagedPrefixListEntriesAsync(new GetManagedPrefixListEntriesRequest { PrefixListId = "pl-09f" }, Token));
        Assert.Equal("InvalidPrefixListID.NotFound", refusal.ErrorCode);
    }

    [Fact]
    public async Task Services_come_with_their_names()
    {
        var services = await Client.DescribeVpcEndpointServicesAsync(
            new DescribeVpcEndpointServicesRequest { ServiceNames = ["com.amazonaws.us-east-1.s3"] }, Token);
        Assert.Equal(["com.amazonaws.us-east-1.s3"], services.ServiceNames);
        Assert.Equal(["Gateway", "Interface"], services.ServiceDetails.Select(service => service.ServiceType.Single().ServiceType.Value));
    }

    [Fact]
    public async Task The_caller_is_the_account_that_owns_the_world()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIDTEST", "secret"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = Server.Url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:user/tester"), (identity.Account, identity.Arn));

        Server.On("GetCallerIdentity", Ec2Behaviour.ExpiredToken());
        var refusal = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
        Assert.Equal(("ExpiredToken", 403, "The security token included in the request is expired"),
            (refusal.ErrorCode, (int)refusal.StatusCode, refusal.Message));
    }

    [Fact]
    public async Task An_operation_that_nobody_wrote_is_InvalidAction()
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => Client.DescribeKeyPairsAsync(Token));
        Assert.Equal(("InvalidAction", "The action DescribeKeyPairs is not valid for this web service."),
            (refusal.ErrorCode, refusal.Message));
    }

    [Fact]
    public async Task A_fault_of_the_world_reaches_the_test()
    {
        Server.World.Add("""{ "Vpcs": [{ "VpcId": "vpc-0b1", "Tags": "none" }] }""");
        var failure = await Assert.ThrowsAsync<AmazonEC2Exception>(() => Client.DescribeVpcsAsync(Token));
        Assert.Equal("InternalFailure", failure.ErrorCode);
        Assert.Contains("The world's Tags does not fit the EC2 model: \"none\"", failure.Message, StringComparison.Ordinal);
    }
}
