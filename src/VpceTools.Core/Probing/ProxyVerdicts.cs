using VpceTools.Findings;

namespace VpceTools.Probing;

/// <summary>Whether applications on the machine use the endpoint at all: the probe connects directly, they go by the environment.</summary>
internal static class ProxyVerdicts
{
    /// <summary>The verdict; null where no proxy is in the way.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var vantage = context.Observation.Vantage;
        var names = context.Observation.Request.Names.Where(n => ProxyRules.Apply(vantage.Proxy, vantage.NoProxy, n.HostName))
            .Select(n => n.HostName).ToList();
        if (names.Count == 0)
            return null;
        return new()
        {
            Name = VerdictName.ProxyBypassesEndpoint,
            Step = ProbeStep.Http,
            Status = CheckStatus.Warning,
            Reading = $"The environment of {context.Machine} sends requests for {names[0]} to the proxy {vantage.Proxy}, past the "
                + "endpoint. The probe itself connected directly.",
            Causes =
            [
                new()
                {
                    Kind = CauseKind.ProxyVariables,
                    Text = $"HTTPS_PROXY is {vantage.Proxy}, and NO_PROXY "
                        + $"{(string.IsNullOrEmpty(vantage.NoProxy) ? "is not set" : $"({vantage.NoProxy}) does not exempt the name")}.",
                    IsConfirmed = true,
                },
            ],
            Advice = $"Add the name, or the service's domain, to NO_PROXY: {names[0]}.",
        };
    }
}
