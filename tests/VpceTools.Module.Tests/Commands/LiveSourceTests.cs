using System.Management.Automation;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>The cmdlets over real HTTP, through the module's own copy of the AWS SDK.</summary>
public sealed class LiveSourceTests
{
    private const string Ingress = "-Check SecurityGroupIngress";

    [Fact]
    public void Live_and_snapshot_give_the_same_results()
    {
        using var live = new LiveSession();
        using var snapshot = new SnapshotSession();
        const string Line = "| ForEach-Object { \"$($_.EndpointId) $($_.Check) $($_.Status) $($_.Message)\" }";
        // The snapshot holds nothing of Route 53.
        live.Invoke("$global:PSDefaultParameterValues.Remove('*-VpcEndpoint*:NameEndpointUrl')").Succeeded();

        Assert.Equal(
            snapshot.Invoke($"Test-VpcEndpoint -SnapshotPath $s {Line}").Succeeded().Select(o => o.BaseObject),
            live.Invoke($"Test-VpcEndpoint @live {Line}").Succeeded().Select(o => o.BaseObject));
    }

    /// <summary>Each check alone asks less, and says the same.</summary>
    [Fact]
    public void Each_check_alone_says_what_it_says_among_all()
    {
        using var live = new LiveSession();
        const string Line = "ForEach-Object { \"$($_.EndpointId) $($_.Check) $($_.Status) $($_.Message)\" } | Sort-Object";
        var whole = live.Invoke($"Test-VpcEndpoint @live | {Line}").Succeeded().Select(o => o.BaseObject).ToList();

        Assert.Equal(whole, live.Invoke(
            $"Get-VpcEndpointCheck | ForEach-Object {{ Test-VpcEndpoint @live -Check $_.Name 3>$null }} | {Line}")
            .Succeeded().Select(o => o.BaseObject));

        live.Server.Calls.Clear();
        live.Invoke("Test-VpcEndpoint @live -Check EndpointState; Get-VpcEndpointFinding @live -Check ServiceRegion").Succeeded();
        Assert.Equal(["DescribeSubnets", "DescribeVpcEndpoints"], live.Server.Calls.CountByOperation.Keys.Order(StringComparer.Ordinal));
        // A path goes through everything, whatever is checked.
        live.Invoke("Test-VpcEndpoint @live -Check EndpointState -IncludePath").Succeeded();
        Assert.Equal(1, live.Server.Calls.CountOf("DescribeNetworkAcls"));
    }

    [Fact]
    public void Ids_of_the_whole_pipeline_are_read_with_one_set_of_calls()
    {
        using var live = new LiveSession();

        var result = live.Invoke($"'vpce-0a1','vpce-0c1','vpce-0fff' | Test-VpcEndpoint @live {Ingress} -Quiet");

        Assert.Equal([false, true, false], result.Output.Select(o => o.BaseObject));
        Assert.StartsWith("EndpointNotFound,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, live.Server.Calls.CountOf("DescribeVpcEndpoints"));
        Assert.Equal(1, live.Server.Calls.CountOf("DescribeSecurityGroups"));
    }

    [Fact]
    public void Each_region_of_the_pipeline_is_read_for_itself()
    {
        using var live = new LiveSession();

        var results = live.Invoke($$"""
            $live.Remove('Region')
            'us-east-1', 'eu-west-1', 'us-east-1' | ForEach-Object { [pscustomobject]@{ EndpointId = 'vpce-0a1'; Region = $_ } } | Test-VpcEndpoint @live {{Ingress}}
            """);

        // Side by side, so the calls come in any order; the results come in that of the pipeline.
        Assert.Equal(["us-east-1", "eu-west-1"], results.Texts("Region"));
        Assert.Equal(["eu-west-1", "us-east-1"], live.Server.Calls.Of("DescribeVpcEndpoints").Select(c => c.Region)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Malformed_ids_alone_make_no_call()
    {
        using var live = new LiveSession();

        var result = live.Invoke("Test-VpcEndpoint vpce:1, i-0f1 @live");

        Assert.All(result.Errors, e => Assert.StartsWith("EndpointIdMalformed,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal(0, live.Server.Calls.Count);
    }

    [Fact]
    public void Verbose_shows_each_call_with_its_filter_count_and_duration()
    {
        using var live = new LiveSession();

        var verbose = live.Invoke($"Test-VpcEndpoint @live {Ingress} -Verbose").Verbose;

        Assert.Contains(verbose, line => line.StartsWith("DescribeVpcEndpoints", StringComparison.Ordinal)
            && line.EndsWith(" ms.", StringComparison.Ordinal));
        Assert.Contains(verbose, line => line.StartsWith("DescribeSecurityGroups vpc-id=", StringComparison.Ordinal));
        Assert.True(verbose.Count > live.Server.Calls.Count, "A line for each call and one for the connection.");
    }

    [Fact]
    public void No_stream_holds_a_secret()
    {
        using var live = new LiveSession();
        live.Server.On("DescribeSecurityGroups", Ec2Behaviour.Denied());

        var result = live.Invoke("Test-VpcEndpoint @live -Verbose -Debug; Test-VpcEndpoint vpce-0fff @live");
        live.Server.On("*", Ec2Behaviour.AuthFailure());
        var failed = live.Invoke("Test-VpcEndpoint @live -Verbose");

        var said = string.Join("\n", (string[])[.. result.Verbose, .. result.Warnings, .. result.Debug, .. result.Errors.Select(Everything),
            .. failed.Verbose, Everything(failed.SingleError), live.Session.InvokeText("Test-VpcEndpoint @live -Verbose; $Error")]);
        Assert.Contains("DescribeVpcEndpoints", said, StringComparison.Ordinal);
        Assert.DoesNotContain(LiveSession.SecretKey, said, StringComparison.Ordinal);
        Assert.DoesNotContain(LiveSession.SessionToken, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denied_call_costs_only_the_checks_that_need_it_and_names_the_action()
    {
        using var live = new LiveSession();
        live.Server.On("DescribeNetworkAcls", Ec2Behaviour.Denied());

        var result = live.Invoke("Test-VpcEndpoint vpce-0a1 @live -Check NetworkAcl, SecurityGroupIngress");

        Assert.Equal(["Passed", "Unknown"], result.Texts("Status"));
        Assert.Contains("ec2:DescribeNetworkAcls", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Access_that_is_denied_altogether_is_an_error_of_its_kind()
    {
        using var live = new LiveSession();
        live.Server.On("*", Ec2Behaviour.Denied());

        var error = live.Invoke("Test-VpcEndpoint @live").SingleError;

        Assert.Equal("AccessDenied,VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_key_without_its_secret_is_an_error() => Assert.Equal(
        (ErrorCategory.AuthenticationError, "CredentialsInvalid,VpceTools.Commands.TestVpcEndpointCommand"),
        Error("Test-VpcEndpoint -AccessKey AKIAIOSFODNN7EXAMPLE -Region us-east-1"));

    [Theory]
    [InlineData("-SecretKey")]
    [InlineData("-SK")]
    [InlineData("-SessionToken")]
    public void A_secure_string_is_no_key_and_is_refused(string parameter)
    {
        using var live = new LiveSession();

        var error = live.Invoke($$"""
            $secure = [System.Security.SecureString]::new(); 'hidden'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
            Test-VpcEndpoint -AccessKey AKIA {{parameter}} $secure -Region us-east-1 -EndpointUrl $live.EndpointUrl
            """).SingleError;

        Assert.Equal("ParameterArgumentTransformationError,VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Contains("ConvertFrom-SecureString -AsPlainText", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", Everything(error), StringComparison.Ordinal);
        Assert.Equal(0, live.Server.Calls.Count);
    }

    [Fact]
    public void An_endpoint_where_nobody_listens_is_an_error() => Assert.Equal(
        (ErrorCategory.ConnectionError, "EndpointUnreachable,VpceTools.Commands.TestVpcEndpointCommand"),
        Error("Test-VpcEndpoint -AccessKey a -SecretKey b -Region us-east-1 -EndpointUrl http://127.0.0.1:9"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_sdk_s_credentials_are_taken_plain_or_as_AWS_Tools_stores_them(bool stored)
    {
        using var live = new LiveSession();
        live.Server.Options = live.Server.Options with { Secrets = new Dictionary<string, string> { ["AKIAFOREIGN"] = "foreign-secret" } };

        // The tests' own copy of the SDK stands for that of AWS.Tools: to the module it is another one.
        var keys = new Amazon.Runtime.BasicAWSCredentials("AKIAFOREIGN", "foreign-secret");
        object credentials = stored ? new Amazon.PowerShell.Common.AWSPSCredentials(keys) : keys;
        var result = live.Invoke(
            $"Test-VpcEndpoint vpce-0a1 -EndpointUrl $live.EndpointUrl -Region us-east-1 -Credential ($input | ForEach-Object {{ $_ }}) {Ingress} -Quiet", credentials);

        Assert.Equal([true], result.Succeeded().Select(o => o.BaseObject));
        Assert.All(live.Server.Calls.All, call => Assert.Equal("AKIAFOREIGN", call.AccessKeyId));
    }

    [Fact]
    public void An_object_that_is_no_credentials_is_refused_by_the_binder() => Assert.Equal(
        (ErrorCategory.InvalidData, "ParameterArgumentTransformationError,VpceTools.Commands.TestVpcEndpointCommand"),
        Error("Test-VpcEndpoint -Credential 'a string' -Region us-east-1 -EndpointUrl http://127.0.0.1:9"));

    [Fact]
    public async Task A_stop_ends_a_call_that_hangs_at_once()
    {
        using var live = new LiveSession();
        live.Server.On("DescribeVpcEndpoints", Ec2Behaviour.Hang());
        using var shell = PowerShell.Create(live.Session.Runspace);
        shell.AddScript("Test-VpcEndpoint @live");
        var running = shell.InvokeAsync();
        while (live.Server.Calls.Count == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var stopping = shell.BeginStop(null, null);

        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() =>
            running.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken));
        shell.EndStop(stopping);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Fact]
    public void A_pipeline_that_has_enough_ends_the_command()
    {
        using var live = new LiveSession();

        var result = live.Invoke(
            "$first = { Test-VpcEndpoint @live | ForEach-Object { $_.Check; break } }; foreach ($once in 1) { & $first }");

        Assert.Single(result.Output);
    }

    private static (ErrorCategory Category, string ErrorId) Error(string script)
    {
        using var live = new LiveSession();
        var error = live.Invoke(script).SingleError;
        return (error.CategoryInfo.Category, error.FullyQualifiedErrorId);
    }

    private static string Everything(ErrorRecord error) =>
        $"{error} {error.Exception} {error.TargetObject} {error.CategoryInfo} {error.InvocationInfo?.PositionMessage}";
}
