using System.Management.Automation;
using VpceTools.Repairs.Running;
using VpceTools.Resources;
using VpceTools.Sources;

namespace VpceTools.Errors;

/// <summary>Every error of the cmdlets: its id, which never changes, its category, its target and what it says.</summary>
internal static class CommandErrors
{
    public static ErrorRecord EndpointNotFound(string id, string where) =>
        NotFound(nameof(EndpointNotFound), id, MessageText.Of(Messages.EndpointNotFound, id, where));

    public static ErrorRecord EndpointIdMalformed(string id) =>
        Invalid(nameof(EndpointIdMalformed), id, MessageText.Of(Messages.EndpointIdMalformed, id));

    public static ErrorRecord EndpointUnreadable(string id, string where) =>
        Of(nameof(EndpointUnreadable), ErrorCategory.InvalidData, id, new InvalidDataException(MessageText.Of(Messages.EndpointUnreadable, id, where)));

    public static ErrorRecord EndpointsUnknown(string where, string reason) =>
        Of(nameof(EndpointsUnknown), ErrorCategory.InvalidData, where, new InvalidDataException(MessageText.Of(Messages.EndpointsUnknown, where, reason)));

    public static ErrorRecord EndpointUndiagnosed(string id, Exception cause) =>
        Of(nameof(EndpointUndiagnosed), ErrorCategory.InvalidResult, id, new InvalidOperationException(MessageText.Of(Messages.EndpointUndiagnosed, id, cause.Message), cause));

    public static ErrorRecord VpcWithoutEndpoint(string vpcId, string where) =>
        NotFound(nameof(VpcWithoutEndpoint), vpcId, MessageText.Of(Messages.VpcWithoutEndpoint, vpcId, where));

    public static ErrorRecord ServiceWithoutEndpoint(string serviceName, string where) =>
        NotFound(nameof(ServiceWithoutEndpoint), serviceName, MessageText.Of(Messages.ServiceWithoutEndpoint, serviceName, where));

    public static ErrorRecord RegionNotFound(string region, string where) =>
        NotFound(nameof(RegionNotFound), region, MessageText.Of(Messages.RegionNotFound, region, where));

    public static ErrorRecord ClientNotFound(string id, string where) =>
        NotFound(nameof(ClientNotFound), id, MessageText.Of(Messages.ClientNotFound, id, where));

    public static ErrorRecord CheckNotFound(string name, IEnumerable<string> names) =>
        NotFound(nameof(CheckNotFound), name, MessageText.Of(Messages.CheckNotFound, name, string.Join(", ", names)));

    public static ErrorRecord NoCheckSelected() =>
        Invalid(nameof(NoCheckSelected), null, Messages.NoCheckSelected);

    public static ErrorRecord CidrInvalid(string text) =>
        Invalid(nameof(CidrInvalid), text, MessageText.Of(Messages.CidrInvalid, text));

    public static ErrorRecord PortRangeInvalid(string text) =>
        Invalid(nameof(PortRangeInvalid), text, MessageText.Of(Messages.PortRangeInvalid, text));

    public static ErrorRecord HostNameInvalid(string text) =>
        Invalid(nameof(HostNameInvalid), text, MessageText.Of(Messages.HostNameInvalid, text));

    public static ErrorRecord DnsServerInvalid(string text) =>
        Invalid(nameof(DnsServerInvalid), text, MessageText.Of(Messages.DnsServerInvalid, text));

    public static ErrorRecord ArgumentEmpty(string parameter) =>
        Invalid(nameof(ArgumentEmpty), parameter, MessageText.Of(Messages.ArgumentEmpty, parameter));

    public static ErrorRecord PlaceEmpty(string parameter) =>
        Invalid(nameof(ArgumentEmpty), parameter, MessageText.Of(Messages.PlaceEmpty, parameter));

    public static ErrorRecord ParametersConflict(string one, string other) =>
        Invalid(nameof(ParametersConflict), other, MessageText.Of(Messages.ParametersConflict, one, other));

    public static ErrorRecord SnapshotPathInvalid(string path, string reason) =>
        Invalid(nameof(SnapshotPathInvalid), path, MessageText.Of(Messages.SnapshotPathInvalid, path, reason));

    public static ErrorRecord SeveralProfiles(IEnumerable<string> names) =>
        Invalid(nameof(SeveralProfiles), string.Join(", ", names), Messages.SeveralProfiles);

    public static ErrorRecord SeveralRegions(IEnumerable<string> names) =>
        Invalid(nameof(SeveralRegions), string.Join(", ", names), Messages.SeveralRegions);

    public static ErrorRecord RequiredActionMissing() =>
        Invalid(nameof(RequiredActionMissing), null, Messages.RequiredActionMissing);

    public static ErrorRecord ActionInvalid(string action, string reason) => Invalid(nameof(ActionInvalid), action, reason);

    public static ErrorRecord ResourceInvalid(string resource, string reason) => Invalid(nameof(ResourceInvalid), resource, reason);

    public static ErrorRecord PrincipalInvalid(string principal, string reason) => Invalid(nameof(PrincipalInvalid), principal, reason);

    public static ErrorRecord ContextInvalid(string? target, string reason) =>
        Invalid(nameof(ContextInvalid), target, MessageText.Of(Messages.ContextInvalid, reason));

    public static ErrorRecord PolicyNotFound(string path, string reason) =>
        NotFound(nameof(PolicyNotFound), path, MessageText.Of(Messages.PolicyNotFound, path, reason));

    public static ErrorRecord PolicyUnreadable(string path, Exception cause) =>
        Of(nameof(PolicyUnreadable), ErrorCategory.ReadError, path, new InvalidOperationException(MessageText.Of(Messages.PolicyUnreadable, path, cause.Message), cause));

    public static ErrorRecord PolicyInvalid(string where, IEnumerable<string> errors) =>
        Of(nameof(PolicyInvalid), ErrorCategory.InvalidData, where, new InvalidDataException(MessageText.Of(Messages.PolicyInvalid, where, string.Join(" ", errors))));

    public static ErrorRecord PolicyUnknown(string id) =>
        Of(nameof(PolicyUnknown), ErrorCategory.InvalidData, id, new InvalidDataException(
            MessageText.Of(Messages.PolicyUnknown, id)));

    public static ErrorRecord OutputSnapshotExists(string path) =>
        Of(nameof(OutputSnapshotExists), ErrorCategory.ResourceExists, path, new IOException(MessageText.Of(Messages.OutputSnapshotExists, path)));

    public static ErrorRecord OutputSnapshotWithoutSnapshot(string path) =>
        Invalid(nameof(OutputSnapshotWithoutSnapshot), path, Messages.OutputSnapshotWithoutSnapshot);

    public static ErrorRecord DiagnosesDiffer() =>
        Invalid(nameof(DiagnosesDiffer), null, Messages.DiagnosesDiffer);

    public static ErrorRecord ConfirmationImpossible(string target, string subject, Exception cause) => new(
        new InvalidOperationException(
            MessageText.Of(Messages.ConfirmationImpossible, subject, cause.Message), cause),
        nameof(ConfirmationImpossible), ErrorCategory.InvalidOperation, target);

    public static ErrorRecord RepairFailed(EndpointRepairResult result) =>
        Of(nameof(RepairFailed), CategoryOf(result.ErrorId ?? ""), result.ResourceId, new InvalidOperationException(MessageText.Of(Messages.RepairFailed, result.Action, result.ResourceId, result.Error)));

    public static ErrorRecord JournalUnwritable(string path, Exception cause) =>
        Of(nameof(JournalUnwritable), ErrorCategory.WriteError, path, new IOException(MessageText.Of(Messages.JournalUnwritable, path, cause.Message), cause));

    public static ErrorRecord JournalNotFound(string path) => NotFound(nameof(JournalNotFound), path, MessageText.Of(Messages.JournalNotFound, path));

    public static ErrorRecord JournalInvalid(string path, Exception cause) =>
        Of(nameof(JournalInvalid), ErrorCategory.InvalidData, path, new InvalidDataException(MessageText.Of(Messages.JournalInvalid, path, cause.Message), cause));

    public static ErrorRecord NothingToUndo() =>
        Invalid(nameof(NothingToUndo), null, Messages.NothingToUndo);

    public static ErrorRecord NotARepair(object value) => new(
        new InvalidOperationException(MessageText.Of(Messages.NotARepair, value.GetType().Name)), nameof(NotARepair), ErrorCategory.InvalidType, value);

    public static ErrorRecord RepairOfSnapshot(string resourceId) =>
        Invalid(nameof(RepairOfSnapshot), resourceId, MessageText.Of(Messages.RepairOfSnapshot, resourceId));

    /// <summary>What a source said. The ids are its own.</summary>
    public static ErrorRecord Of(NetworkSourceException error) => Of(error.ErrorId, CategoryOf(error.ErrorId), error.Target, error);

    /// <summary>What some of several accounts and Regions said.</summary>
    public static ErrorRecord Of(NetworkSourceException error, string places) =>
        Of(new NetworkSourceException(error.ErrorId, $"{places}: {error.Message}", error.Target ?? places, error));

    private static ErrorCategory CategoryOf(string errorId) => errorId switch
    {
        "CredentialsMissing" or "CredentialsInvalid" or "AuthFailure" or "ExpiredToken" => ErrorCategory.AuthenticationError,
        "AccessDenied" or "OptInRequired" => ErrorCategory.PermissionDenied,
        "ProfileNotFound" or "SnapshotNotFound" => ErrorCategory.ObjectNotFound,
        "HostNameInvalid" or "RegionMissing" or "RegionInvalid" or "EndpointUrlInvalid" => ErrorCategory.InvalidArgument,
        "EndpointUnreachable" => ErrorCategory.ConnectionError,
        "RedirectRefused" => ErrorCategory.SecurityError,
        "RequestTimeout" => ErrorCategory.OperationTimeout,
        "Throttled" => ErrorCategory.LimitsExceeded,
        "SdkTooOld" => ErrorCategory.ResourceUnavailable,
        "ServiceUnavailable" => ErrorCategory.ResourceUnavailable,
        "SnapshotUnreadable" => ErrorCategory.ReadError,
        "SnapshotInvalid" or "SnapshotEmpty" or "AnswerInvalid" => ErrorCategory.InvalidData,
        _ => ErrorCategory.InvalidResult,
    };

    private static ErrorRecord NotFound(string errorId, string target, string message) =>
        Of(errorId, ErrorCategory.ObjectNotFound, target, new ItemNotFoundException(message));

    private static ErrorRecord Invalid(string errorId, string? target, string message) =>
        Of(errorId, ErrorCategory.InvalidArgument, target, new InvalidOperationException(message));

    private static ErrorRecord Of(string errorId, ErrorCategory category, string? target, Exception exception) => new(exception, errorId, category, target);
}
