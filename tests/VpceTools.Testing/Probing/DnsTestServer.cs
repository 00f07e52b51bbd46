using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace VpceTools.Testing.Probing;

/// <summary>
/// A real DNS server (ARSoft.Tools.Net) on 127.0.0.1, over UDP and TCP, that says what a test wants. Names that it was told nothing about
/// do not exist.
/// </summary>
public sealed class DnsTestServer : IDisposable
{
    private readonly ConcurrentDictionary<string, Func<DnsMessage, DnsQuestion, Task>> _zones = new(StringComparer.OrdinalIgnoreCase);
    private const int Attempts = 20;
    private readonly DnsServer _server;

    public DnsTestServer()
    {
        // The library does not tell which port it was given, so that a free one is looked for first; meanwhile somebody else may take it.
        for (var attempt = 1; ; attempt++)
        {
            using (var free = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
                Port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
            var endpoint = new IPEndPoint(IPAddress.Loopback, Port);
            _server = new DnsServer(new UdpServerTransport(endpoint), new TcpServerTransport(endpoint));
            _server.QueryReceived += AnswerAsync;
            try
            {
                _server.Start();
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            {
                ((IDisposable)_server).Dispose();
            }
        }
    }

    public int Port { get; }

    /// <summary>The server as <c>-DnsServer</c> takes it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>A name with addresses of either family, behind a chain of canonical names.</summary>
    public DnsTestServer Add(string name, IEnumerable<string> addresses, int timeToLive = 60, params string[] chain)
    {
        _zones[name] = (response, question) =>
        {
            var owner = DomainName.Parse(name);
            foreach (var next in chain.Select(DomainName.Parse))
            {
                response.AnswerRecords.Add(new CNameRecord(owner, timeToLive, next));
                owner = next;
            }

            foreach (var address in addresses.Select(IPAddress.Parse))
            {
                if (address.AddressFamily == AddressFamily.InterNetworkV6 && question.RecordType == RecordType.Aaaa)
                    response.AnswerRecords.Add(new AaaaRecord(owner, timeToLive, address));
                else if (address.AddressFamily == AddressFamily.InterNetwork && question.RecordType == RecordType.A)
                    response.AnswerRecords.Add(new ARecord(owner, timeToLive, address));
            }

            response.ReturnCode = ReturnCode.NoError;
            return Task.CompletedTask;
        };
        return this;
    }

    /// <summary>A name for which the server fails: SERVFAIL, REFUSED and the like.</summary>
    public DnsTestServer Fail(string name, ReturnCode code)
    {
        _zones[name] = (response, _) =>
        {
            response.ReturnCode = code;
            return Task.CompletedTask;
        };
        return this;
    }

    /// <summary>A name whose answer takes its time.</summary>
    public DnsTestServer Delay(string name, string address, TimeSpan delay)
    {
        Add(name, [address]);
        var answer = _zones[name];
        _zones[name] = async (response, question) =>
        {
            await Task.Delay(delay);
            await answer(response, question);
        };
        return this;
    }

    public void Dispose()
    {
        try
        {
            _server.Stop();
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            // Stopped before its threads had begun to listen: then they never do.
        }
    }

    private async Task AnswerAsync(object sender, QueryReceivedEventArgs eventArgs)
    {
        if (eventArgs.Query is not DnsMessage { Questions: [var question] } query)
            return;
        var response = query.CreateResponseInstance();
        response.ReturnCode = ReturnCode.NxDomain;
        if (_zones.TryGetValue(question.Name.ToString().TrimEnd('.'), out var zone))
            await zone(response, question);
        eventArgs.Response = response;
    }
}
