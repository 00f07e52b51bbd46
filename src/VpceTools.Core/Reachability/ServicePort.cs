using VpceTools.Addressing;

namespace VpceTools.Reachability;

/// <summary>The port that the endpoint of a service listens on.</summary>
public static class ServicePort
{
    private static readonly Port Https = new(443);

    /// <summary>The last part of the service name → the port, for the AWS services that do not listen on 443.</summary>
    private static readonly Dictionary<string, Port> Others = new(StringComparer.Ordinal)
    {
        // https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html
        ["cassandra"] = new Port(9142),
        ["cassandra-fips"] = new Port(9142),
        // https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html (SMTP with STARTTLS)
        ["email-smtp"] = new Port(587),
    };

    /// <summary>Whether the port is only assumed: a service of a customer listens where its owner says, and no EC2 call tells.</summary>
    public static bool IsAssumed(string serviceName) => serviceName.Contains(".vpce.");

    /// <summary>The port of a service, by its full name.</summary>
    public static Port Of(string serviceName)
    {
        var last = serviceName.Substring(serviceName.LastIndexOf('.') + 1);
        return Others.TryGetValue(last, out var port) && serviceName.Contains("amazonaws") && !serviceName.Contains(".vpce.") ? port
            : Https;
    }
}
