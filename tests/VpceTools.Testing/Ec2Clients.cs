using Amazon.EC2;
using Amazon.Runtime;

namespace VpceTools.Testing;

/// <summary>Makes SDK clients for servers on this machine.</summary>
public static class Ec2Clients
{
    /// <summary>A client for a URL, with test credentials and one attempt a call unless configured otherwise.</summary>
    public static AmazonEC2Client Create(string url, string region = "us-east-1", Action<AmazonEC2Config>? configure = null)
    {
        var config = new AmazonEC2Config
        {
            ServiceURL = url, AuthenticationRegion = region, MaxErrorRetry = 0,
            Timeout = TimeSpan.FromSeconds(30)
        };
        configure?.Invoke(config);
        return new AmazonEC2Client(new BasicAWSCredentials("AKIDTEST", "secret"), config);
    }
}
