using System.Management.Automation;
using VpceTools.Model;
using VpceTools.Repairs;

namespace VpceTools.Errors;

/// <summary>Every error of the cmdlets: its id, which never changes, its category, its target and what it says.</summary>
internal static class CommandErrors
{
    public static ErrorRecord EndpointNotFound(string id, string where) =>
        NotFound(nameof(EndpointNotFound), id, $"There is no VPC endpoint '{id}' in {where}.");

    public static ErrorRecord EndpointIdMalformed(string id) =>
        Invalid(nameof(EndpointIdMalformed), id, $"'{id}' is not the id of a VPC endpoint, which is vpce- and 8 or 17 hexadecimal digits.");

    public static ErrorRecord EndpointUnreadable(string id, string where) =>
        Of(nameof(EndpointUnreadable), ErrorCategory.InvalidData, id, new InvalidDataException($"The VPC endpoint '{id}' in {where} cannot be read; the warnings say why."));

    public static ErrorRecord EndpointsUnknown(string where, string reason) =>
        Of(nameof(EndpointsUnknown), ErrorCategory.InvalidData, where, new InvalidDataException($"The VPC endpoints in {where} are not known. {reason}"));

    public static ErrorRecord EndpointUndiagnosed(string id, Exception cause) =>
        Of(nameof(EndpointUndiagnosed), ErrorCategory.InvalidResult, id, new InvalidOperationException($"The VPC endpoint '{id}' could not be diagnosed: {cause.Message}", cause));

    public static ErrorRecord VpcWithoutEndpoint(string vpcId, string where) =>
        NotFound(nameof(VpcWithoutEndpoint), vpcId, $"There is no VPC endpoint in '{vpcId}' in {where}, or no such VPC.");

    public static ErrorRecord ServiceWithoutEndpoint(string serviceName, string where) =>
        NotFound(nameof(ServiceWithoutEndpoint), serviceName, $"There is no VPC endpoint for the service '{serviceName}' in {where}.");

    public static ErrorRecord RegionNotFound(string region, string where) =>
        NotFound(nameof(RegionNotFound), region, $"There is nothing from the Region '{region}' in {where}.");

    public static ErrorRecord ClientNotFound(string id, string where) =>
        NotFound(nameof(ClientNotFound), id, $"There is no client '{id}' in {where}; what hangs on it stays Unknown.");

    public static ErrorRecord CheckNotFound(string name, IEnumerable<string> names) =>
        NotFound(nameof(CheckNotFound), name, $"There is no check '{name}'. The checks are {string.Join(", ", names)}.");

    public static ErrorRecord NoCheckSelected() =>
        Invalid(nameof(NoCheckSelected), null, "-Check and -ExcludeCheck leave no check to run.");

    public static ErrorRecord CidrInvalid(string text) =>
        Invalid(nameof(CidrInvalid), text, $"'{text}' is not an address or a CIDR block such as 10.0.0.0/16 or 2001:db8::/56.");

    public static ErrorRecord PortRangeInvalid(string text) =>
        Invalid(nameof(PortRangeInvalid), text, $"'{text}' is not a range of ports such as 1024-65535.");

    public static ErrorRecord HostNameInvalid(string text) =>
        Invalid(nameof(HostNameInvalid), text, $"'{text}' is not a host name such as sqs.us-east-1.amazonaws.com.");

    public static ErrorRecord DnsServerInvalid(string text) =>
        Invalid(nameof(DnsServerInvalid), text, $"'{text}' is not the address of a DNS server, such as 10.0.0.2 or 10.0.0.2:5353.");

    public static ErrorRecord ArgumentEmpty(string parameter, string without = "select everything") =>
        Invalid(nameof(ArgumentEmpty), parameter, $"-{parameter} was given without a value. Leave it out to {without}.");

    public static ErrorRecord SnapshotPathInvalid(string path, string reason) =>
        Invalid(nameof(SnapshotPathInvalid), path, $"'{path}' cannot be a snapshot: {reason}");

    public static ErrorRecord SeveralProfiles(IEnumerable<string> names) =>
        Invalid(nameof(SeveralProfiles), string.Join(", ", names), "-ProfileName takes one profile here.");

    public static ErrorRecord SeveralRegions(IEnumerable<string> names) =>
        Invalid(nameof(SeveralRegions), string.Join(", ", names), "-Region takes one Region here.");

    public static ErrorRecord RequiredActionMissing() =>
        Invalid(nameof(RequiredActionMissing), null, "-RequiredResource and -RequiredPrincipal say more of the calls of -RequiredAction, which is missing.");

    public static ErrorRecord ActionInvalid(string action, string reason) => Invalid(nameof(ActionInvalid), action, reason);

    public static ErrorRecord ContextInvalid(string? target, string reason) =>
        Invalid(nameof(ContextInvalid), target, $"{reason} A context names keys and their values: @{{ 'aws:PrincipalOrgID' = 'o-1'; 'aws:TagKeys' = 'a', 'b' }}.");

    public static ErrorRecord PolicyNotFound(string path, string reason) =>
        NotFound(nameof(PolicyNotFound), path, $"'{path}' is neither a policy, which begins with {{, nor a file: {reason}");

    public static ErrorRecord PolicyUnreadable(string path, Exception cause) =>
        Of(nameof(PolicyUnreadable), ErrorCategory.ReadError, path, new InvalidOperationException($"The policy in '{path}' cannot be read: {cause.Message}", cause));

    public static ErrorRecord PolicyInvalid(string where, IEnumerable<string> errors) =>
        Of(nameof(PolicyInvalid), ErrorCategory.InvalidData, where, new InvalidDataException($"{where} is not well formed: {string.Join(" ", errors)}"));

    public static ErrorRecord PolicyUnknown(string id) =>
        Of(nameof(PolicyUnknown), ErrorCategory.InvalidData, id, new InvalidDataException(
            $"The evidence does not hold the policy of the VPC endpoint '{id}': aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}."));

    public static ErrorRecord OutputSnapshotExists(string path) =>
        Of(nameof(OutputSnapshotExists), ErrorCategory.ResourceExists, path, new IOException($"'{path}' is a file, or a folder with something in it. A snapshot is written to a new folder."));

    public static ErrorRecord OutputSnapshotWithoutSnapshot(string path) =>
        Invalid(nameof(OutputSnapshotWithoutSnapshot), path, "-OutputSnapshotPath takes a repaired snapshot: give -SnapshotPath, or findings of a snapshot.");

    public static ErrorRecord DiagnosesDiffer() =>
        Invalid(nameof(DiagnosesDiffer), null, "The findings come from diagnoses with different clients, ports or required calls. Repair them one after the other.");

    public static ErrorRecord ConfirmationImpossible(string target, string subject, Exception cause) => new(
        new InvalidOperationException(
            $"{subject} needs a confirmation, and nobody can be asked here ({cause.Message}) Look at it with -WhatIf, then give -Confirm:$false or -Force.", cause),
        nameof(ConfirmationImpossible), ErrorCategory.InvalidOperation, target);

    public static ErrorRecord RepairFailed(EndpointRepairResult result) =>
        Of(nameof(RepairFailed), result.ErrorId == "AccessDenied" ? ErrorCategory.PermissionDenied : result.ErrorId == "Throttled" ? ErrorCategory.LimitsExceeded : ErrorCategory.InvalidResult,
            result.ResourceId, new InvalidOperationException($"{result.Action} of {result.ResourceId} failed: {result.Error}"));

    public static ErrorRecord JournalUnwritable(string path, Exception cause) =>
        Of(nameof(JournalUnwritable), ErrorCategory.WriteError, path, new IOException($"The journal '{path}' cannot be written: {cause.Message}", cause));

    public static ErrorRecord JournalNotFound(string path) => NotFound(nameof(JournalNotFound), path, $"There is no journal '{path}'.");

    public static ErrorRecord JournalInvalid(string path, Exception cause) =>
        Of(nameof(JournalInvalid), ErrorCategory.InvalidData, path, new InvalidDataException($"The journal '{path}' cannot be read: {cause.Message}", cause));

    public static ErrorRecord NothingToUndo() =>
        Invalid(nameof(NothingToUndo), null, "Give the results of Repair-VpcEndpoint, by the pipeline or as -InputObject, or the journal of a repair as -JournalPath.");

    public static ErrorRecord NotARepair(object value) => new(
        new InvalidOperationException($"An object of type {value.GetType().Name} is not a result of Repair-VpcEndpoint."), nameof(NotARepair), ErrorCategory.InvalidType, value);

    public static ErrorRecord RepairOfSnapshot(string resourceId) =>
        Invalid(nameof(RepairOfSnapshot), resourceId, $"The repair of {resourceId} was made on a copy of a snapshot: in EC2 there is nothing to take back.");

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
