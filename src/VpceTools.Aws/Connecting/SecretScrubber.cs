using Amazon.Runtime;
using VpceTools.Model;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Takes secrets out of texts that come from the service or the SDK. EC2's SignatureDoesNotMatch answer, for one, quotes the signed
/// request with its session token.
/// </summary>
internal sealed class SecretScrubber
{
    private const string Mask = "***";
    private readonly List<string> _secrets = [];

    /// <summary>A scrubber that knows the secrets among the parameters.</summary>
    public SecretScrubber(AwsConnection connection)
    {
        Learn(connection.SecretKey);
        Learn(connection.SessionToken);
    }

    /// <summary>Adds the secrets of credentials.</summary>
    public void Learn(ImmutableCredentials credentials)
    {
        Learn(credentials.SecretKey);
        Learn(credentials.Token);
    }

    /// <summary>The text in one line, without secrets.</summary>
    public string Scrub(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask);
        return string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private void Learn(string? secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
            return;
        _secrets.Add(secret!);
        _secrets.Add(Uri.EscapeDataString(secret!));
    }
}
