using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks.Support;

/// <summary>Who may change what: everything is diagnosed, but what belongs to somebody else gets advice instead of a repair.</summary>
internal static class Ownership
{
    /// <summary>Why the account that is diagnosed cannot modify the endpoint; null where it can.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html#interface-endpoint-shared-subnets
    /// </remarks>
    public static string? WhyNotModify(CheckContext context) => context.Endpoint.RequesterManaged
        ? "An AWS service made and manages this endpoint (requester-managed) and EC2 refuses to modify it: change it through that service."
        : WhyForeign(context.Index.Network, "The endpoint", context.Endpoint.OwnerId);

    /// <summary>Why the account that is diagnosed cannot modify the VPC; null where it can.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html</remarks>
    public static string? WhyNotModifyVpc(CheckContext context) => WhyForeign(context.Index.Network, "The VPC", context.Vpc?.OwnerId);

    /// <summary>
    /// Why none of the accounts that were read can modify a network ACL, as in a subnet that another account shares; null where one can.
    /// </summary>
    public static string? WhyNotModifyAcl(CheckContext context, NetworkAcl acl) => PlaceOf(context, acl) is not null ? null
        : WhyForeign(context.Index.Network, "The network ACL", acl.OwnerId)
            ?? (context.Index.Network.NetworkAcls.Any(own => own.Id == acl.Id) ? null
                : "The network ACL is in another Region: change it there.");

    /// <summary>
    /// Why a security group of a client in an account or Region that was not read is not changed with the endpoint's; null where it can be.
    /// </summary>
    public static string? WhyNotModifyGroup(CheckContext context, string groupId) =>
        !context.Index.SecurityGroups.TryGetValue(groupId, out var group) || PlaceOf(context, group) is not null ? null
        : WhyForeign(context.Index.Network, "The security group", group.OwnerId)
            ?? (context.Index.Network.SecurityGroups.Any(own => own.Id == groupId) ? null
                : "The security group is in another Region: change it there.");

    /// <summary>Where a network ACL is changed; null where its owner's account was not read.</summary>
    public static RepairPlace? PlaceOf(CheckContext context, NetworkAcl acl) =>
        RepairPlace.Of(context.Index.Network, acl.OwnerId, n => n.NetworkAcls.Any(own => own.Id == acl.Id));

    /// <summary>Where a security group is changed; null where its owner's account was not read.</summary>
    public static RepairPlace? PlaceOf(CheckContext context, SecurityGroup group) =>
        RepairPlace.Of(context.Index.Network, group.OwnerId, n => n.SecurityGroups.Any(own => own.Id == group.Id));

    /// <summary>The calls as they are made at a place, and who makes them where that is another account than the endpoint's.</summary>
    public static Finding At(this Finding finding, RepairPlace? place) => place is null || finding.Repair.Count == 0 ? finding
        : finding with
        {
            Repair =
            [
                .. finding.Repair.Select(action => action with
                {
                    AccountId = place.AccountId, Region = place.Region ?? action.Region,
                }),
            ],
            Recommendation = place.AccountId is null ? finding.Recommendation
                : $"{finding.Recommendation} The call is made in account {place.AccountId}.",
        };

    /// <summary>Whether the endpoint can have an interface in the subnet: not in one that another account shares.</summary>
    public static bool CanHold(Subnet subnet, CheckContext context) =>
        subnet.OwnerId is null || context.AccountId is null || subnet.OwnerId == context.AccountId;

    /// <summary>The finding without its repair where there is a reason against one; the reason joins the advice.</summary>
    public static Finding Unless(this Finding finding, string? reason) => reason is null ? finding
        : finding with { Repair = [], Recommendation = $"{finding.Recommendation} {reason}".TrimStart() };

    /// <summary>
    /// Why an action cannot be made with the accounts that were read; null where its account can, or where nothing names the owner.
    /// </summary>
    public static string? WhyForeign(VpcNetwork network, RepairAction action) => action.AccountId is not { } account
        ? WhyForeign(network, action.ResourceId, action.OwnerIn(network))
        : network.WithJoined.All(n => n.AccountId != account)
            ? $"{action.ResourceId} belongs to account {account}, which is none of those that were read: only that account can modify it."
        : WhyForeign(network with { AccountId = account }, action.ResourceId, action.OwnerIn(network));

    /// <summary>
    /// Why the account of a network cannot modify what another one owns; null where it can, or where nothing names either.
    /// </summary>
    public static string? WhyForeign(VpcNetwork network, string what, string? owner) =>
        string.IsNullOrEmpty(owner) || network.AccountId is not { } account || owner == account ? null
        : $"{what} belongs to account {owner}: only that account can modify it.";
}
