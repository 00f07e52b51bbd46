using VpceTools.Addressing;
using VpceTools.Testing.Hostile;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>Runs the probe script for Linux with hostile answers of dig, getent and curl, and says what of them was run.</summary>
public sealed class HostileShellProbe : IDisposable
{
    private const string Name = "sqs.test.invalid";
    private const int Port = 9; // Discard, where nothing listens: connections to this machine are refused at once.
    private readonly ScriptSandbox _sandbox = new();
    private readonly string _interpreter;

    /// <summary>Makes the sandbox.</summary>
    /// <param name="interpreter">What runs the script: it is for any POSIX shell.</param>
    public HostileShellProbe(string interpreter = "/bin/sh")
    {
        _interpreter = interpreter;
        _sandbox.Program("dig", "cat \"$SANDBOX/dig\"").Program("getent", "cat \"$SANDBOX/getent\"")
            .Program("hostname", "cat \"$SANDBOX/addresses\"")
            .Program("curl", "cat \"$SANDBOX/curl.err\" >&2; cat \"$SANDBOX/curl.out\"; exit 60").Program("bash", "exec /bin/bash \"$@\"");
    }

    /// <summary>Where the script ran, for awks of other makes.</summary>
    public ScriptSandbox Sandbox => _sandbox;

    /// <summary>Runs the script once with each text in each of the places that answers have for texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="protocol"><c>Tcp</c> goes by bash, others by curl.</param>
    /// <returns>The observation, and what was run or created.</returns>
    public (ProbeObservation Seen, IReadOnlyList<string> Breakouts) Run(IReadOnlyList<string> texts, ProbeProtocol protocol)
    {
        _sandbox.Content("dig", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n"
            + string.Concat(texts.Select((text, i) => Record(i, text))) + $"{Name}.\t60\tIN\tA\t127.0.9.50\n");
        _sandbox.Content("getent", string.Concat(texts.Select(text => $"{text} STREAM {Name}\n")) + $"127.0.9.51      STREAM {Name}\n");
        _sandbox.Content("addresses", string.Join(' ', texts));
        _sandbox.Content("curl.err", string.Concat(texts.Select(text =>
            $"*  subject: CN={text}\n*  issuer: {text}\n*  expire date: {text}\n* SSL connection using {text} / {text}\n< x-amzn-requestid: {text}\ncurl: (60) {text}\n")));
        _sandbox.Content("curl.out", string.Concat(texts.Select(text => $"no VPC endpoint policy {text}\n@@ {text}\n"))
            + "\n@@ 403 0.1 0.2 0.3 127.0.0.1\n");

        var request = new ProbeRequest
        {
            Names = [new(Name, NameKind.Service)], Addresses = [IpAddress.Parse("127.0.9.52")],
            DnsServers = ["127.0.9.53"], Port = Port, Protocol = protocol, Timeout = TimeSpan.FromSeconds(2)
        };
        var (exitCode, output, error) = _sandbox.Run(InstanceScript.For(request, isWindows: false), _interpreter);

        var breakouts = _sandbox.Breakouts().ToList();
        if (exitCode != 0 || error.Length > 0)
            breakouts.Add($"exit code {exitCode}: {error}");
        // The code is the script's own, whatever the data; an address is data.
        breakouts.AddRange(_sandbox.Calls("bash")
            .Where(call => call is not ["-c", "exec 3<>/dev/tcp/\"$1\"/\"$2\"", _, var address, "9"] || !IpAddress.TryParse(address, out _))
                .Select(call => $"bash {string.Join(' ', call)}"));
        breakouts.AddRange(_sandbox.Calls("curl").Where(call => !IsPlain(call)).Select(call => $"curl {string.Join(' ', call)}"));
        _sandbox.Calls("dig");
        _sandbox.Calls("getent");
        _sandbox.Calls("hostname");
        return (InstanceOutput.Read(output, request, "i-0f1"), breakouts);
    }

    public void Dispose() => _sandbox.Dispose();

    private static string Record(int i, string text) => (i % 4) switch
    {
        0 => $"{Name}.\t60\tIN\tCNAME\t{text}.\n",
        1 => $"{text}.\t60\tIN\tA\t127.0.9.54\n",
        2 => $"{Name}.\t60\tIN\tA\t{text}\n",
        _ => $"{Name}.\t{text}\tIN\tAAAA\t{text}\n",
    };

    private static bool IsPlain(string[] call) => call[^1] == $"https://{Name}:{Port}/"
        && Array.IndexOf(call, "--resolve") is > 0 and var at
        && call[at + 1].StartsWith($"{Name}:{Port}:", StringComparison.Ordinal)
            && IpAddress.TryParse(call[at + 1][$"{Name}:{Port}:".Length..].Trim('[', ']'), out _);
}
