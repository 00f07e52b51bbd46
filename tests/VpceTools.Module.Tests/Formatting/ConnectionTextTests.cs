using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>The texts of the views of connection results, through the type as the views name it.</summary>
public sealed class ConnectionTextTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("'Dns', 'a.test', $null, $null", "a.test: x")]
    [InlineData("'Tcp', $null, '10.0.10.11', $null", "10.0.10.11: x")]
    [InlineData("'Tls', 'sqs.us-east-1.amazonaws.com', '10.0.10.11', $null", "10.0.10.11 for sqs.us-east-1.amazonaws.com: x")]
    [InlineData("'Tls', 'vpce-1-abc.sqs.us-east-1.vpce.amazonaws.com', '10.0.10.11', $null", "10.0.10.11 for vpce-1-abc: x")]
    [InlineData("'Http', 'vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com', '10.0.10.11', $null", "10.0.10.11 for vpce-1-abc-us-east-1a: x")]
    [InlineData("'Http', 'bucket.vpce-1-abc.s3.us-east-1.vpce.amazonaws.com', '10.0.10.11', $null", "10.0.10.11 for vpce-1-abc: x")]
    [InlineData("'Tls', '10.0.10.11', '10.0.10.11', $null", "10.0.10.11: x")]
    [InlineData("'Verdict', 'a.test', $null, 'NameNotFound'", "NameNotFound: x")]
    public void A_result_names_what_it_is_about(string arguments, string text) =>
        Assert.Equal([text], _session.Invoke($"[VpceTools.Formatting.ConnectionText]::Result({arguments}, 'x')").Succeeded().Select(o => o.BaseObject));

    public void Dispose() => _session.Dispose();
}
