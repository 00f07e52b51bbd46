using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>The whole of an HTTP answer.</summary>
internal sealed record Reply(int Status, byte[] Body, string? ErrorCode = null)
{
    public static Reply Refusal(Ec2Exception refusal, bool sts, string requestId) => new(
        refusal.Status,
        sts ? Sts.Error(refusal.Code, refusal.Message, requestId) : AnswerWriter.WriteError(refusal.Code, refusal.Message, requestId),
        refusal.Code);
}
