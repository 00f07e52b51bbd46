using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;

namespace VpceTools.Module.Tests.Commands;

/// <summary>A session and a simulated EC2 of the small world; scripts splat <c>@live</c> to reach it.</summary>
internal sealed class LiveSession : IDisposable
{
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSECRETKEY";
    public const string SessionToken = "IQoJb3JpZ2luX2VjSESSIONTOKEN";

    public LiveSession(Ec2World? world = null, params string[]? answers)
    {
        Session = new(width: 80, answers: answers);
        Server = Ec2TestServer.Start(world ?? SmallWorld.Create());
        Names = new([]);
        Session.Invoke($$"""
            $global:live = @{
                EndpointUrl = '{{Server.Url}}'; Region = 'us-east-1'
                AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = '{{SecretKey}}'; SessionToken = '{{SessionToken}}'
            }
            $global:PSDefaultParameterValues['*-VpcEndpoint*:NameEndpointUrl'] = '{{Names.Url}}'
            """).Succeeded();
        // Private DNS is on in most of these worlds from the start. What a test takes back is another matter than what still sends clients
        // there.
        AllowBlockClients(Server.World);
    }

    public Ec2TestServer Server { get; }

    /// <summary>Route 53 and its neighbours, in which nothing decides a name.</summary>
    public NameTestServer Names { get; }

    public ModuleSession Session { get; }

    public ModuleResult Invoke(string script, params object[] input) => Session.Invoke(script, input);

    /// <summary>
    /// Has undo take back what lets clients through to the endpoints of these worlds although they are sent there; of none without worlds.
    /// </summary>
    public void AllowBlockClients(params Ec2World[] worlds) => Session.Invoke(worlds.Length > 0
        ? $"$global:PSDefaultParameterValues['Undo-VpcEndpointRepair:AllowBlockClients'] = '{string.Join("', '", worlds.SelectMany(EndpointIds).Distinct())}'"
        : "$global:PSDefaultParameterValues.Remove('Undo-VpcEndpointRepair:AllowBlockClients')").Succeeded();

    public void Dispose()
    {
        Session.Dispose();
        Server.Dispose();
        Names.Dispose();
    }

    private static IEnumerable<string> EndpointIds(Ec2World world) =>
        Regex.Matches(world.Dump(), "vpce-[0-9a-z]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value);
}
