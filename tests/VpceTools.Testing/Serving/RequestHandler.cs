using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>Takes one HTTP request from its bytes to its answer: log, script, signature, operation.</summary>
internal sealed class RequestHandler(Ec2World world, Func<Ec2TestServerOptions> options, Ec2CallLog log, BehaviourScript script,
    CancellationToken stopping)
{
    private const string Version = "2016-11-15";
    private const string AssumeRole = "AssumeRole";
    private const string WebIdentity = "AssumeRoleWithWebIdentity";
    private readonly Lazy<string> _account = new(() => world.Use(options().Clock.GetUtcNow(), Caller.AccountOf));

    public async Task HandleAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        var parameters = FormReader.Read(body.Length > 0 ? body
            : System.Text.Encoding.UTF8.GetBytes(http.Request.QueryString.Value?.TrimStart('?') ?? ""));
        var call = new Ec2Call(parameters.GetValueOrDefault("Action", ""), parameters, options().Clock.GetUtcNow(),
            http.Request.Headers.UserAgent);
        if (Signature.Read(http.Request.Headers.Authorization) is { } signature)
            (call.AccessKeyId, call.Region) = (signature.AccessKeyId, signature.Region);
        log.Begin(call);
        try
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            await AnswerAsync(http, call, body, given.Token);
        }
        catch (OperationCanceledException)
        {
            call.Aborted = http.RequestAborted.IsCancellationRequested;
            http.Abort();
        }
        finally
        {
            log.End();
        }
    }

    private async Task AnswerAsync(HttpContext http, Ec2Call call, byte[] body, CancellationToken cancellationToken)
    {
        var (delay, behaviour) = script.Take(call);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, cancellationToken);
        if (behaviour is { IsAfterwards: true })
            Decide(http, call, body, behaviour: null, "");
        if (behaviour?.Action == Ec2Behaviour.Act.Reset)
        {
            http.Abort();
            return;
        }

        if (behaviour?.Action == Ec2Behaviour.Act.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        var requestId = Guid.NewGuid().ToString();
        var reply = Decide(http, call, body, behaviour, requestId);
        call.StatusCode = reply.Status;
        call.ErrorCode = reply.ErrorCode;
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = "text/xml;charset=UTF-8";
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        http.Response.ContentLength = reply.Body.Length;
        switch (behaviour?.Action)
        {
            case Ec2Behaviour.Act.CutOff:
                call.StatusCode = null;
                await http.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2), cancellationToken);
                await http.Response.Body.FlushAsync(cancellationToken);

                // A reset overtakes what is still in the client's buffers: let the first half be read.
                await Task.Delay(50, cancellationToken);
                http.Abort();
                break;
            case Ec2Behaviour.Act.InvalidXml:
                http.Response.ContentLength = reply.Body.Length / 2;
                await http.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2), cancellationToken);
                break;
            default:
                await http.Response.Body.WriteAsync(reply.Body, cancellationToken);
                break;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification =
        "A fault of the world or of the server must reach the test as an answer, not as a lost connection.")]
    private Reply Decide(HttpContext http, Ec2Call call, byte[] body, Ec2Behaviour? behaviour, string requestId)
    {
        var sts = call.Parameters.GetValueOrDefault("Version") == Sts.Version;
        try
        {
            Authenticate(http.Request, call, body, sts);
            var settings = options();
            var own = settings.WorldOf?.Invoke(call.AccessKeyId ?? "", call.Region ?? "");
            var caller = Caller.Of(settings.AccountId ?? own?.Use(settings.Clock.GetUtcNow(), Caller.AccountOf) ?? _account.Value,
                settings);
            if (behaviour is not null && Refusal(behaviour, call.Operation, caller, sts) is { } refusal)
                return Reply.Refusal(refusal, sts, requestId);
            return sts ? RunSts(call, settings, caller, requestId) : Run(call, own ?? world, settings, caller, requestId);
        }
        catch (Ec2Exception refusal)
        {
            return Reply.Refusal(refusal, sts, requestId);
        }
        catch (Exception fault)
        {
            return Reply.Refusal(new Ec2Exception("InternalFailure", $"The test server failed: {fault}"), sts, requestId);
        }
    }

    private static Reply Run(Ec2Call call, Ec2World world, Ec2TestServerOptions settings, Caller caller, string requestId)
    {
        if (call.Parameters.GetValueOrDefault("Version") is var version && version != Version)
            throw new Ec2Exception("NoSuchVersion", $"The requested version ({version}) of service AmazonEC2 does not exist");
        if (!Ec2Model.Current.Operations.TryGetValue(call.Operation, out var operation))
            throw new Ec2Exception("InvalidAction", $"The action {call.Operation} is not valid for this web service.");
        var request = RequestReader.Read(operation.Input, call.Parameters);
        var now = settings.Clock.GetUtcNow();
        var own = call.AccessKeyId is { } key && settings.Accounts?.TryGetValue(key, out var account) == true ? account : world;
        return own.Use(now, current =>
            new Reply(200, AnswerWriter.Write(operation,
                Operations.Run(new OperationContext(current, request, operation, settings, caller, now)), requestId, current.Fragments)));
    }

    private static Reply RunSts(Ec2Call call, Ec2TestServerOptions settings, Caller caller, string requestId)
    {
        if (call.Operation == "GetCallerIdentity")
            return new Reply(200, Sts.CallerIdentity(caller.AccountId, caller.Arn, requestId));
        if (call.Operation is not (AssumeRole or WebIdentity))
            throw new Ec2Exception("InvalidAction", $"Could not find operation {call.Operation} for version {Sts.Version}");
        var arn = call.Parameters.GetValueOrDefault("RoleArn", "");
        return settings.AssumeRole is { } assume ? new Reply(200, Sts.Assumed(call.Operation, arn, assume(arn), requestId))
            : throw caller.Denied(call.Operation, sts: true);
    }

    private void Authenticate(HttpRequest request, Ec2Call call, byte[] body, bool sts)
    {
        // A web identity is its own proof: the call is not signed.
        if (sts && call.Operation == WebIdentity)
            return;
        if (Signature.Read(request.Headers.Authorization) is not { } signature)
            throw new Ec2Exception("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        if (options().Secrets is { } secrets
            && (!secrets.TryGetValue(signature.AccessKeyId, out var secret) || !signature.IsMadeWith(secret, request, body)))
        {
            throw Refusal(Ec2Behaviour.AuthFailure(), call.Operation, new Caller("", ""), sts)!;
        }
    }

    private static Ec2Exception? Refusal(Ec2Behaviour behaviour, string operation, Caller caller, bool sts) =>
        (behaviour.Action, sts) switch
        {
            (Ec2Behaviour.Act.Error, _) => new Ec2Exception(behaviour.Code, behaviour.Message, behaviour.Status),
            (Ec2Behaviour.Act.Denied, _) => caller.Denied(operation, sts),
            (Ec2Behaviour.Act.ExpiredToken, true) =>
                new Ec2Exception("ExpiredToken", "The security token included in the request is expired", 403),
            (Ec2Behaviour.Act.ExpiredToken, false) => new Ec2Exception("RequestExpired", "Request has expired."),
            (Ec2Behaviour.Act.AuthFailure, true) => new Ec2Exception("InvalidClientTokenId",
                "The security token included in the request is invalid.", 403),
            (Ec2Behaviour.Act.AuthFailure, false) =>
                new Ec2Exception("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
            _ => null,
        };
}
