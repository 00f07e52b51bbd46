using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Takes secrets out of texts that come from the service or the SDK. EC2's SignatureDoesNotMatch answer, for one, quotes the signed
/// request with its session token.
/// </summary>
internal sealed class SecretScrubber
{
    private const string Mask = "***";

    // AWS's secrets have 40 characters and more. A stand-in such as "test" is no secret, and masking it would garble ordinary words.
    private const int ShortestSecret = 8;
    private readonly ConcurrentDictionary<string, bool> _secrets = new(StringComparer.Ordinal); // Calls in parallel learn and ask.

    /// <summary>A scrubber that knows the secrets among the parameters.</summary>
    public SecretScrubber(AwsConnection connection)
    {
        Learn(connection.SecretKey);
        Learn(connection.SessionToken);
        Learn((connection.Proxy?.Credentials as NetworkCredential)?.Password);
    }

    /// <summary>Adds the secrets of credentials.</summary>
    public void Learn(ImmutableCredentials credentials)
    {
        Learn(credentials.SecretKey);
        Learn(credentials.Token);
    }

    /// <summary>The text in one line, without secrets, and no longer than somebody reads.</summary>
    public string Scrub(string text)
    {
        // Before it is cut: half a secret would not be known.
        foreach (var secret in _secrets.Keys)
            text = text.Replace(secret, Mask);
        return ShownText.Error(text);
    }

    private void Learn(string? secret)
    {
        if (secret is null || secret.Trim().Length < ShortestSecret)
            return;
        _secrets[secret!] = true;
        _secrets[Uri.EscapeDataString(secret)] = true;
    }
}
