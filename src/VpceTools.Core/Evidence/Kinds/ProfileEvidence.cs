using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of list-profile-associations and of list-profile-resource-associations, one document a Profile; the resources name their
/// Profile, so that only an empty list needs it named.
/// </summary>
internal static class ProfileEvidence
{
    public static EvidenceKind<ProfileAssociation> Associations { get; } =
        new(ResourceKind.ProfileAssociation, "route53profiles", "ListProfileAssociations")
        {
            Purpose = "the Route 53 Profiles at work in the VPCs",
            NeedsEveryItem = true,
            Key = "ProfileAssociations",
            IdProperty = "Id",
            IdOf = association => association.Id,
            Get = network => network.ProfileAssociations,
            With = (network, items) => network with { ProfileAssociations = items },
            Check = Check,
            Read = item =>
                new(item.RequiredText("Id"), item.RequiredText("ProfileId"), item.RequiredText("ResourceId"), item.Text("Status"),
                item.Number("Priority"), item.Text("OwnerId")),
            Write = Write,
        };

    public static EvidenceKind<ProfileResources> Resources { get; } =
        new(ResourceKind.ProfileResourceAssociation, "route53profiles", "ListProfileResourceAssociations")
        {
            Purpose = "what those Profiles hold",
            IdOf = resources => resources.ProfileId,
            Select = id => $"--profile-id {id}",
            CountsInPart = true,
            KeepsPages = true,
            Get = network => network.ProfileResources,
            With = (network, items) => network with { ProfileResources = items },
            Check = Check,
            WithPage = (known, page) => known with { Resources = [.. page.Resources, .. known.Resources] },
            Forms = slot =>
            [
                new ChildDocument<ProfileResources>(slot)
            {
                Completes = ResourceKind.ProfileResourceAssociation,
                Key = "ProfileResourceAssociations",
                FileName = "list-profile-resource-associations",
                Parent = new("ProfileId", IdForm.Profile),
                ParentOfItem = item => item.Text("ProfileId"),
                Noun = "the resources of a Route 53 Profile",
                IsOurs = item => item.Has("ResourceArn"),
                Items = network => network.ProfileResources,
                Read = (document, id) =>
                    new(id, document.List("ProfileResourceAssociations", Read), document.Text("NextToken") is { Length: > 0 }),
                Writer = _ => (json, resources) =>
                {
                    json.WriteObjects("ProfileResourceAssociations", resources.Resources, (w, r) => Write(w, r, resources.ProfileId));
                    json.WriteTruncation(resources.IsTruncated);
                },
            },
        ],
        };

    /// <summary>The priority of a rule group, from what ListProfileResourceAssociations calls properties: JSON within a text.</summary>
    public static int? PriorityIn(string? properties)
    {
        if (string.IsNullOrEmpty(properties))
            return null;
        try
        {
            using var json = JsonDocument.Parse(properties!);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("priority", out var value)
                && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null; // Properties of another form say nothing of a priority.
        }
    }

    private static void Check(ProfileAssociation association)
    {
        IdForm.Any.Check("Id", association.Id);
        IdForm.Profile.Check("ProfileId", association.ProfileId);
        IdForm.Vpc.Check("ResourceId", association.VpcId);
        IdForm.Owner.Check("OwnerId", association.OwnerId);
    }

    private static void Write(Utf8JsonWriter json, ProfileAssociation association)
    {
        json.WriteText("Id", association.Id);
        json.WriteText("ProfileId", association.ProfileId);
        json.WriteText("ResourceId", association.VpcId);
        json.WriteText("OwnerId", association.OwnerId);
        json.WriteText("Status", association.Status);
        json.WriteNumber("Priority", association.Priority);
    }

    private static void Check(ProfileResources resources)
    {
        IdForm.Profile.Check("ProfileId", resources.ProfileId);
        foreach (var resource in resources.Resources)
        {
            IdForm.Arn.Check("ResourceArn", resource.ResourceArn);
            IdForm.Owner.Check("OwnerId", resource.OwnerId);
        }
    }

    private static ProfileResourceAssociation Read(DocumentNode item) => new(
        item.RequiredText("ResourceArn"), item.Text("Status"), PriorityIn(item.Text("ResourceProperties")), item.Text("OwnerId"));

    private static void Write(Utf8JsonWriter json, ProfileResourceAssociation resource, string profileId)
    {
        json.WriteText("ProfileId", profileId);
        json.WriteText("ResourceArn", resource.ResourceArn);
        json.WriteText("OwnerId", resource.OwnerId);
        json.WriteText("Status", resource.Status);
        json.WriteText("ResourceProperties", resource.Priority is { } priority ? $$"""{"priority":{{priority}}}""" : null);
    }
}
