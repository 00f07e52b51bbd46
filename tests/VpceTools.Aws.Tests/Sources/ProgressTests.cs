using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>What a user sees of the calls, and must never see.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task Every_call_is_reported_with_operation_filter_count_and_duration()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var progress = new CollectedProgress();

        await server.ReadAsync(progress: progress);

        Assert.Matches(@"^Region us-east-1 from the parameter -Region, credentials from the parameters -AccessKey and -SecretKey, endpoint http://127\.0\.0\.1:\d+\.$", progress.Reports[0].Detail);
        Assert.Equal(server.Calls.Count, progress.Reports.Count - 1);
        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("DescribeSubnets vpc-id=vpc-0a1: 3 items in ", StringComparison.Ordinal)
            && r.Detail.EndsWith(" ms.", StringComparison.Ordinal));
        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("DescribeVpcAttribute VpcId=vpc-0a1 enableDnsSupport: 1 item in ",
            StringComparison.Ordinal));
        Assert.All(progress.Reports, r => Assert.Equal("Reading EC2 in us-east-1", r.Activity));
        Assert.Equal((12, 12), (progress.Reports[^1].Completed, progress.Reports[^1].Total));
        Assert.Equal(progress.Reports.Select(r => r.Completed).Order(), progress.Reports.Select(r => r.Completed));
    }

    [Fact]
    public async Task Further_pages_and_refusals_are_reported_as_what_they_are()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(), new Ec2TestServerOptions { PageSize = 2 },
            TestContext.Current.CancellationToken);
        server.On("DescribeNetworkAcls", Ec2Behaviour.Denied());
        var progress = new CollectedProgress();

        await server.ReadAsync(progress: progress);

        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("DescribeSubnets vpc-id=vpc-0a1 page 2: 1 item in ",
            StringComparison.Ordinal));
        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("DescribeNetworkAcls vpc-id=vpc-0a1: UnauthorizedOperation in ",
            StringComparison.Ordinal));
        Assert.All(progress.Reports, r => Assert.True(r.Completed <= r.Total));
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("UnauthorizedOperation")]
    [InlineData("InternalError")]
    [InlineData("InvalidParameterValue")]
    public async Task Secrets_never_reach_errors_or_progress_even_when_EC2_repeats_them(string code)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var repeated = Ec2Behaviour.Error(code,
            $"The canonical string was: x-amz-security-token:{Live.SessionToken} {Uri.EscapeDataString(Live.SessionToken)} {Live.SecretKey}", 400);
        var progress = new CollectedProgress();
        var connection = Live.Connection(server.Url) with { MaximumRetries = 0 };

        server.On("DescribeVpcs", repeated);
        var texts = new List<string?>();
        try
        {
            var network = await Live.ReadAsync(connection, progress: progress, cancellationToken: TestContext.Current.CancellationToken);
            texts.AddRange(network.Failures.Select(f => f.Message));
        }
        catch (NetworkSourceException e)
        {
            texts.Add(e.ToString());
        }

        server.On("DescribeVpcEndpoints", repeated);
        texts.Add((await Live.FailAsync(connection)).ToString());
        texts.AddRange(progress.Reports.Select(r => r.Detail));
        texts.Add(connection.ToString());

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.DoesNotContain(Live.SecretKey, text));
        Assert.All(texts, text => Assert.DoesNotContain(Live.SessionToken, text));
        Assert.All(texts, text => Assert.DoesNotContain(Uri.EscapeDataString(Live.SessionToken), text));
    }

    [Fact]
    public async Task A_stand_in_for_a_secret_does_not_garble_messages()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeVpcEndpoints", Ec2Behaviour.Denied());

        var error = await Live.FailAsync(Live.Connection(server.Url) with { SecretKey = "e", SessionToken = null });

        Assert.Contains("ec2:DescribeVpcEndpoints", error.Message);
    }

    [Fact]
    public async Task The_user_agent_names_the_product()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        await server.ReadAsync();

        Assert.All(server.Calls.All, call => Assert.Contains("app/VpceTools", call.UserAgent));
        Assert.All(server.Calls.All, call => Assert.Equal("us-east-1", call.Region));
    }
}
