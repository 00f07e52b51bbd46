using System.Xml;
using Amazon.Runtime;
using VpceTools.Aws.Connecting;

namespace VpceTools.Aws.Calling;

/// <summary>Reads the exceptions of the SDK: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.</summary>
internal static class CallErrors
{
    // What follows is a blob of some kilobytes that only sts:DecodeAuthorizationMessage can read.
    private const string EncodedMessage = "Encoded authorization failure message";

    /// <summary>What an exception means.</summary>
    public static CallError Read(Exception exception, string operation, CallTarget target)
    {
        var error = exception switch
        {
            _ when Transport.IsRedirect(exception) =>
                new CallError(ErrorIds.RedirectRefused, $"{operation}: {Transport.RedirectWords(target.Address)}"),
            AmazonServiceException { ErrorCode.Length: > 0 } service when !IsUnreadable(service) => OfCode(service, operation, target),
            _ when Transport.IsUnreachable(exception) => new CallError(
                ErrorIds.EndpointUnreachable,
                $"{target.Address} cannot be reached: {Sentence(Transport.Reason(exception))} Check the Region, the endpoint URL, the "
                    + "proxy and the network."),
            _ when Transport.IsTimeout(exception) => new CallError(
                ErrorIds.RequestTimeout,
                    $"{operation}: {target.Address} did not answer within {target.RequestTimeout?.TotalSeconds:0.#} s."),
            _ when IsUnreadable(exception) => new CallError(
                ErrorIds.AnswerInvalid,
                    $"{operation}: the answer of {target.Address} is not one of {target.Service}: {Sentence(Transport.Reason(exception))}"),
            AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } service => new CallError(
                ErrorIds.ServiceUnavailable, $"{operation}: {target.Address} failed with HTTP status {(int)service.StatusCode}."),
            _ when Transport.IsBroken(exception) => new CallError(
                ErrorIds.AnswerInvalid, $"{operation}: the connection to {target.Address} broke: {Sentence(Transport.Reason(exception))}"),
            _ => new CallError(ErrorIds.ServiceError, $"{operation}: {exception.Message}"),
        };
        return error with { Message = target.Scrubber.Scrub(error.Message), Delivery = DeliveryOf(exception) };
    }

    private static Delivery DeliveryOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode.Length: > 0 } service when !IsUnreadable(service) => Delivery.Answered,
        _ when Transport.IsNotSent(exception) => Delivery.NotSent,
        _ => Delivery.Unanswered,
    };

    private static CallError OfCode(AmazonServiceException exception, string operation, CallTarget target)
    {
        var code = exception.ErrorCode;
        var says = $"{code}: {Readable(exception.Message)}";
        return code switch
        {
            "UnauthorizedOperation" or "AccessDenied" or "AccessDeniedException" or "Client.UnauthorizedOperation" =>
                new CallError(ErrorIds.AccessDenied, $"IAM does not allow {target.IamService}:{operation}. {says}", code),
            "AuthFailure" or "InvalidClientTokenId" or "SignatureDoesNotMatch" or "InvalidSignatureException"
                or "UnrecognizedClientException" or "MissingAuthenticationToken" or "InvalidAccessKeyId" =>
                new CallError(ErrorIds.AuthFailure,
                    $"{target.Service} does not accept the credentials. {says} Check the keys, and that the account uses this Region.",
                    code),
            "RequestExpired" or "ExpiredToken" or "ExpiredTokenException" =>
                new CallError(ErrorIds.ExpiredToken, $"The credentials have expired. {says} Renew them, for example with 'aws sso login'.",
                    code),
            "OptInRequired" => new CallError(ErrorIds.OptInRequired, $"The account does not use {target.Service} here. {says}", code),
            "RequestLimitExceeded" or "Throttling" or "ThrottlingException" or "TooManyRequestsException"
                or "RequestThrottled" or "PriorRequestNotComplete" or "EC2ThrottledException" =>
                new CallError(ErrorIds.Throttled,
                    $"{target.Service} kept throttling {operation}, retries included. {says} Try again in a minute.", code),
            "InternalError" or "InternalFailure" or "ServiceUnavailable" or "Unavailable" =>
                new CallError(ErrorIds.ServiceUnavailable, $"{operation} failed within {target.Service}. {says}", code),
            _ => new CallError(ErrorIds.ServiceError, $"{operation} failed. {says}", code),
        };
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is AmazonUnmarshallingException or XmlException
            || exception.InnerException is AmazonUnmarshallingException or XmlException;

    private static string Readable(string message)
    {
        var end = message.IndexOf(EncodedMessage, StringComparison.Ordinal);
        return Sentence((end < 0 ? message : message.Substring(0, end)).Trim());
    }

    private static string Sentence(string text) =>
        text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";
}
