using Amazon.Runtime;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Credentials that are others each time, as those of a role that is assumed anew.</summary>
internal sealed class RotatingCredentials : AWSCredentials
{
    private int _asked;

    public override ImmutableCredentials GetCredentials()
    {
        var turn = Interlocked.Increment(ref _asked);
        return new(Key(turn), Secret(turn), $"rotating-session-token-{turn}");
    }

    public static string Key(int turn) => $"AKIDTURN{turn}";

    public static string Secret(int turn) => $"rotating-secret-of-turn-{turn}";
}
