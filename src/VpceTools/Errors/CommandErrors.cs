using System.Management.Automation;
using System.Runtime.CompilerServices;
using VpceTools.Model;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Errors;

/// <summary>
/// Every error of the cmdlets, a line each: its id, which is the method's name and never changes, its category, its target and what it
/// says.
/// </summary>
internal static class CommandErrors
{
    public static ErrorRecord ActionInvalid(string action, string reason) => Invalid(action, reason);

    public static ErrorRecord ActionMissing() =>
        Invalid(null, "-Resource, -Principal and -Context say more of the calls of -Action, which is missing.");

    public static ErrorRecord ArgumentEmpty(string parameter) =>
        Invalid(parameter, $"-{parameter} was given without a value. Leave it out to select everything.");

    public static ErrorRecord CallInvalid(string? target, string reason) => Invalid(target,
        $"{reason} A call is a hashtable such as @{{ Action = 's3:GetObject'; Resource = 'arn:aws:s3:::my-bucket/*' }}, with Principal and "
            + "Context where "
            + "they matter, an object with such properties, as a row of Import-Csv, or @{ 's3:GetObject' = 'arn:aws:s3:::my-bucket/*' }.");

    public static ErrorRecord CheckNotFound(string name, IEnumerable<string> names) =>
        NotFound(name, $"There is no check '{name}'. The checks are {string.Join(", ", names)}.");

    public static ErrorRecord CidrInvalid(string text) =>
        Invalid(text, $"'{text}' is not an address or a CIDR block such as 10.0.0.0/16 or 2001:db8::/56.");

    public static ErrorRecord ClientNotFound(string id, string where) =>
        NotFound(id, $"There is no client '{id}' in {where}; what depends on it stays Unknown.");

    public static ErrorRecord ConfirmationImpossible(string target, string subject, Exception cause) => Of(
        ErrorCategory.InvalidOperation, target,
        new InvalidOperationException(
            $"{subject} needs a confirmation, and nobody can be asked here ({cause.Message}) "
                + "Look at it with -WhatIf, then give -Confirm:$false or -Force.",
            cause));

    public static ErrorRecord ContextInvalid(string? target, string reason) => Invalid(target,
        $"{reason} A context names keys and their values: @{{ 'aws:PrincipalOrgID' = 'o-1'; 'aws:TagKeys' = 'a', 'b' }}.");

    public static ErrorRecord DiagnosesDiffer() =>
        Invalid(null, "The findings come from diagnoses with different clients, ports or required calls. Repair them one after the other.");

    public static ErrorRecord DnsServerInvalid(string text) =>
        Invalid(text, $"'{text}' is not the address of a DNS server, such as 10.0.0.2 or 10.0.0.2:5353.");

    public static ErrorRecord EndpointIdMalformed(string id) =>
        Invalid(id, $"'{id}' is not the id of a VPC endpoint, which is vpce- and 8 or 17 hexadecimal digits.");

    public static ErrorRecord EndpointNotFound(string id, string where) => NotFound(id, $"There is no VPC endpoint '{id}' in {where}.");

    public static ErrorRecord EndpointUndiagnosed(string id, Exception cause) => Of(ErrorCategory.InvalidResult, id,
        new InvalidOperationException($"The VPC endpoint '{id}' could not be diagnosed: {cause.Message}", cause));

    public static ErrorRecord EndpointUnreadable(string id, string where) =>
        InvalidData(id, $"The VPC endpoint '{id}' in {where} cannot be read; the warnings say why.");

    public static ErrorRecord EndpointsUnknown(string where, string reason) =>
        InvalidData(where, $"The VPC endpoints in {where} are not known. {reason}");

    public static ErrorRecord CounterpartMissing(string place, string where) =>
        NotFound(place, $"{place} is only in {where}, so that nothing of it can be compared.");

    public static ErrorRecord DestinationMissing() =>
        Invalid(null, "Say what is called: -To takes names, services and addresses, -Task what a workload does.");

    public static ErrorRecord TaskFileInvalid(string path, string reason) =>
        Invalid(path, $"The file of tasks '{path}' is not used: {reason}.");

    public static ErrorRecord TaskNotFound(string name, IEnumerable<string> known) => Invalid(name,
        $"'{name}' is not a task. Tasks: {string.Join(", ", known)}.");

    public static ErrorRecord DestinationInvalid(string text) => Invalid(text,
        $"'{text}' is neither a host name, an address nor the code of a service, such as sqs.us-east-1.amazonaws.com, 10.0.10.11 or sqs.");

    public static ErrorRecord HostNameInvalid(string text) =>
        Invalid(text, $"'{text}' is not a host name such as sqs.us-east-1.amazonaws.com.");

    /// <summary>The report is written before it.</summary>
    public static ErrorRecord GateFailed(string path, string failOn, string reason) => Of(ErrorCategory.InvalidResult, path,
        new InvalidOperationException($"The gate {failOn} is closed: {reason}. See {path}."));

    public static ErrorRecord InstancesOfSnapshot(IEnumerable<string> instanceIds) => Invalid(string.Join(", ", instanceIds),
        "-InstanceId reaches instances through Systems Manager with the credentials of an account, and -SnapshotPath names none. "
            + "Give one of them.");

    public static ErrorRecord IntentFileInvalid(string path, string reason) =>
        InvalidData(path, $"The file of intents '{path}' is not used: {reason}");

    public static ErrorRecord IntentFileNotFound(string path) => NotFound(path, $"There is no file of intents '{path}'.");

    public static ErrorRecord IntentFileUnreadable(string path) => Of(ErrorCategory.ReadError, path,
        new IOException($"The file of intents '{path}' cannot be read: look at who may read it, and whether another program holds it."));

    public static ErrorRecord JournalDamaged(string path, int line, string reason) => InvalidData(path,
        $"Line {line} of the journal '{path}' is damaged: {reason}. What it says of a repair is not known and is not taken back; the other "
            + "lines are.");

    public static ErrorRecord JournalInvalid(string path, Exception cause) =>
        InvalidData(path, $"The journal '{path}' cannot be read: {cause.Message}", cause);

    public static ErrorRecord JournalNotFound(string path) => NotFound(path, $"There is no journal '{path}'.");

    public static ErrorRecord JournalUnwritable(string path, Exception cause) => Of(ErrorCategory.WriteError, path,
        new IOException($"The journal '{path}' cannot be written: {cause.Message}", cause));

    public static ErrorRecord NoCheckSelected() => Invalid(null, "-Check and -ExcludeCheck leave no check to run.");

    public static ErrorRecord NotARepair(object value) => Of(ErrorCategory.InvalidType, value,
        new InvalidOperationException($"An object of type {value.GetType().Name} is not a result of Repair-VpcEndpoint."));

    public static ErrorRecord NotForCode(string cmdlet, string path) => Of(ErrorCategory.InvalidOperation, path,
        new InvalidOperationException($"{cmdlet} works on what is deployed, and '{path}' is code: what it describes is changed there. "
            + "Get-VpcEndpointFinding says what is wrong and where."));

    public static ErrorRecord CodePathInvalid(string parameter, string path, string reason) =>
        Invalid(path, $"-{parameter} '{path}' cannot be read: {reason}");

    public static ErrorRecord GraphWithoutPlan(string path) =>
        Invalid(path, "-GraphPath tells what the resources of one plan refer to: give that plan, and no other, as -PlanPath.");

    public static ErrorRecord ParameterWithoutTemplate() =>
        Invalid(null, "-Parameter gives the parameters of a CloudFormation template their values, and -StackName says which stack it is: "
            + "give the template as -TemplatePath.");

    public static ErrorRecord ReferenceMissing() => Invalid(null,
        "Nothing says what was before: give -Reference, or a plan as -PlanPath, which knows the state from which it starts.");

    public static ErrorRecord NotReportable(object value) => Of(ErrorCategory.InvalidType, value,
        new InvalidOperationException($"An object of type {value.GetType().Name} is nothing to report. Give the objects of "
            + "Test-VpcEndpoint (without -Quiet), "
            + "Get-VpcEndpointFinding, Test-VpcEndpointPath, Repair-VpcEndpoint or Compare-VpcEndpointSnapshot (without -Quiet)."));

    public static ErrorRecord NothingToUndo() => Invalid(null,
        "Give the results of Repair-VpcEndpoint, by the pipeline or as -InputObject, or the journal of a repair as -JournalPath.");

    public static ErrorRecord OutputSnapshotExists(string path) => Of(ErrorCategory.ResourceExists, path,
        new IOException($"'{path}' is a file, or a folder with something in it. A snapshot is written to a new folder."));

    public static ErrorRecord OutputSnapshotUnwritable(string path, Exception cause) => Of(ErrorCategory.WriteError, path,
        new IOException($"The repaired snapshot cannot be written to '{path}': {cause.Message}", cause));

    public static ErrorRecord OutputSnapshotWithoutSnapshot(string path) =>
        Invalid(path, "-OutputSnapshotPath takes a repaired snapshot: give -SnapshotPath, or findings of a snapshot.");

    public static ErrorRecord ParametersConflict(string one, string other) =>
        Invalid(other, $"-{one} and -{other} ask for different outputs. Give one of them.");

    public static ErrorRecord NothingToCompare() =>
        Invalid(null, "-Compare holds -PolicyDocument against the policies that endpoints have. Give both, and the endpoints.");

    /// <summary>For what names an account or a Region: the default might be another one than the one that was meant.</summary>
    public static ErrorRecord PlaceEmpty(string parameter) =>
        Invalid(parameter, $"-{parameter} was given without a value. Leave it out to use the default.", nameof(ArgumentEmpty));

    public static ErrorRecord PlanTestExists(string path) => Of(ErrorCategory.ResourceExists, path,
        new IOException($"There is a file '{path}', and -NoClobber keeps it."));

    public static ErrorRecord PlanTestUnwritable(string path, Exception cause) => Of(ErrorCategory.WriteError, path,
        new IOException($"The test file cannot be written to '{path}': {cause.Message}", cause));

    public static ErrorRecord PolicyInvalid(string where, IEnumerable<string> errors) =>
        InvalidData(where, $"{where} is not well formed: {string.Join(" ", errors)}");

    public static ErrorRecord PolicyNotFound(string path, string reason) =>
        NotFound(path, $"'{path}' is neither a policy, which begins with {{, nor a file: {reason}");

    public static ErrorRecord PolicyUnknown(string id) => InvalidData(id,
        $"The evidence does not hold the policy of the VPC endpoint '{id}': aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}.");

    public static ErrorRecord PolicyUnreadable(string path, Exception cause) => Of(ErrorCategory.ReadError, path,
        new InvalidOperationException($"The policy in '{path}' cannot be read: {cause.Message}", cause));

    public static ErrorRecord PortRangeInvalid(string text) => Invalid(text, $"'{text}' is not a range of ports such as 1024-65535.");

    public static ErrorRecord PrincipalInvalid(string principal, string reason) => Invalid(principal, reason);

    public static ErrorRecord RegionNotFound(string region, string where) =>
        NotFound(region, $"There is nothing from the Region '{region}' in {where}.");

    public static ErrorRecord RepairFailed(EndpointRepairResult result) => Of(CategoryOf(result.ErrorId ?? ""), result.ResourceId,
        new InvalidOperationException($"{result.Action} of {result.ResourceId} failed: {result.Error}"));

    public static ErrorRecord RepairOfSnapshot(string resourceId) => Invalid(resourceId,
        $"The repair of {resourceId} was made on a copy of a snapshot: in EC2 there is nothing to take back.");

    public static ErrorRecord ReportExists(string path) => Of(ErrorCategory.ResourceExists, path,
        new IOException($"There is a file '{path}', and -NoClobber keeps it."));

    public static ErrorRecord ReportFormatUnknown(string path, string names) =>
        Invalid(path, $"The name '{path}' does not tell a format: {names} do. Give one of them, or -Format.");

    public static ErrorRecord ReportNotShown(string path, Exception cause) => Of(ErrorCategory.OpenError, path,
        new InvalidOperationException($"The report is in '{path}', but nothing opens it here: {cause.Message}", cause));

    public static ErrorRecord ReportUnwritable(string path, Exception cause) => Of(ErrorCategory.WriteError, path,
        new IOException($"The report cannot be written to '{path}': {cause.Message}", cause));

    public static ErrorRecord RequiredActionMissing() =>
        Invalid(null, "-RequiredResource and -RequiredPrincipal say more of the calls of -RequiredAction, which is missing.");

    public static ErrorRecord ResourceInvalid(string resource, string reason) => Invalid(resource, reason);

    public static ErrorRecord ScriptLanguageMisplaced(string language) => Invalid(language,
        $"The pipeline brings the endpoints here, so the language of the script is given by name: -AsScript -ScriptLanguage {language}.");

    public static ErrorRecord ServiceWithoutEndpoint(string serviceName, string where) =>
        NotFound(serviceName, $"There is no VPC endpoint for the service '{serviceName}' in {where}.");

    public static ErrorRecord SeveralProfiles(IEnumerable<string> names) =>
        Invalid(string.Join(", ", names), "-ProfileName takes one profile here.");

    public static ErrorRecord SeveralRegions(IEnumerable<string> names) =>
        Invalid(string.Join(", ", names), "-Region takes one Region here.");

    public static ErrorRecord SnapshotExists(string path) => Of(ErrorCategory.ResourceExists, path,
        new IOException($"'{path}' is a file, or a folder with something in it. A snapshot goes to a new folder; -Force replaces one that "
            + "Export-VpcEndpointSnapshot wrote, and no other."));

    public static ErrorRecord SnapshotPathInvalid(string path, string reason) => Invalid(path, $"'{path}' cannot be a snapshot: {reason}");

    public static ErrorRecord SnapshotUnwritable(string path, Exception cause) => Of(ErrorCategory.WriteError, path,
        new IOException($"The snapshot cannot be written to '{path}': {cause.Message}", cause));

    public static ErrorRecord VpcWithoutEndpoint(string vpcId, string where, string note = "") =>
        NotFound(vpcId, $"There is no VPC endpoint in '{vpcId}' in {where}, or no such VPC.{note}");

    /// <summary>What a source said. The ids are its own.</summary>
    public static ErrorRecord From(NetworkSourceException error) => Of(CategoryOf(error.ErrorId), error.Target, error, error.ErrorId);

    /// <summary>What some of several accounts and Regions said.</summary>
    public static ErrorRecord From(NetworkSourceException error, string places) =>
        From(new NetworkSourceException(error.ErrorId, $"{places}: {error.Message}", error.Target ?? places, error));

    private static ErrorCategory CategoryOf(string errorId) => errorId switch
    {
        "CredentialsMissing" or "CredentialsInvalid" or "AuthFailure" or "ExpiredToken" => ErrorCategory.AuthenticationError,
        "AccessDenied" or "OptInRequired" => ErrorCategory.PermissionDenied,
        "ProfileNotFound" or "SnapshotNotFound" or "CloudTrailNotFound" or "CodeNotFound" or "TemplateNotFound" =>
            ErrorCategory.ObjectNotFound,
        "HostNameInvalid" or "RegionMissing" or "RegionInvalid" or "EndpointUrlInvalid" or "TemplateParameterInvalid" or "RoleInvalid" =>
            ErrorCategory.InvalidArgument,
        "EndpointUnreachable" => ErrorCategory.ConnectionError,
        "RedirectRefused" => ErrorCategory.SecurityError,
        "RequestTimeout" => ErrorCategory.OperationTimeout,
        "Throttled" => ErrorCategory.LimitsExceeded,
        "SdkTooOld" or "ServiceUnavailable" => ErrorCategory.ResourceUnavailable,
        "TemplateTooLarge" => ErrorCategory.LimitsExceeded,
        "TemplateNotProcessed" => ErrorCategory.NotImplemented,
        "CodeUnreadable" or "TemplateUnreadable" or "SnapshotUnreadable" or "SnapshotChanged" or "CloudTrailUnreadable" =>
            ErrorCategory.ReadError,
        "CodeInvalid" or "CodeFormatUnsupported" or "GraphInvalid" or "TemplateInvalid" or "TemplateCycle" or "SnapshotInvalid"
            or "SnapshotEmpty" or "CloudTrailInvalid" or "AnswerInvalid" => ErrorCategory.InvalidData,
        _ => ErrorCategory.InvalidResult,
    };

    private static ErrorRecord NotFound(string target, string message, [CallerMemberName] string errorId = "") =>
        Of(ErrorCategory.ObjectNotFound, target, new ItemNotFoundException(message), errorId);

    private static ErrorRecord Invalid(string? target, string message, [CallerMemberName] string errorId = "") =>
        Of(ErrorCategory.InvalidArgument, target, new InvalidOperationException(message), errorId);

    private static ErrorRecord InvalidData(
        string target, string message, Exception? cause = null, [CallerMemberName] string errorId = "") =>
        Of(ErrorCategory.InvalidData, target, new InvalidDataException(message, cause), errorId);

    private static ErrorRecord Of(ErrorCategory category, object? target, Exception exception, [CallerMemberName] string errorId = "")
    {
        var record = new ErrorRecord(exception, errorId, category, target);
        // What is quoted in a message may come from elsewhere, and must not steer the terminal.
        var shown = ShownText.Lines(exception.Message);
        if (shown != exception.Message)
            record.ErrorDetails = new(shown);
        return record;
    }
}
