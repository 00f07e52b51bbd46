using Amazon.EC2;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>A server over the sample world, its client, and how a refusal is told.</summary>
public abstract class SampleWorldTestBase : IAsyncLifetime
{
    protected Ec2TestServer Server { get; private set; } = null!;

    protected AmazonEC2Client Client { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);
        Client = Server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>The call must be refused with this code; the message is returned.</summary>
    protected static async Task<string> RefusedAsync(string code, Task call)
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => call);
        Assert.Equal(code, refusal.ErrorCode);
        return refusal.Message;
    }
}
