using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>The profile that the parameters name, if any.</summary>
internal sealed class ProfileStore
{
    /// <summary>The profile that is used where none is named.</summary>
    public const string Default = "default";

    /// <summary>What early versions of the AWS Tools for PowerShell called it.</summary>
    public const string OldDefault = "AWS PS Default";

    private static readonly Regex QuotedLine =
        new(":<.*>", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromMinutes(1));
    private readonly CredentialProfileStoreChain _chain;
    private readonly string? _sessionProfile;
    private readonly TimeSpan _patience;

    /// <summary>The store that the parameters point at.</summary>
    /// <exception cref="NetworkSourceException">The shared files cannot be read. The SDK takes settings of every client from them,
    /// whosever credentials it uses.</exception>
    public ProfileStore(AwsConnection connection)
    {
        Read("The shared AWS files cannot be read", null, () => new SharedCredentialsFile());
        _chain = new CredentialProfileStoreChain(connection.ProfileLocation);
        _patience = connection.RequestTimeout;

        // A location alone means its default profile, as with the AWS Tools for PowerShell.
        ProfileName = connection.ProfileName
            ?? (connection.ProfileLocation is null ? null : DefaultName);
        _sessionProfile = connection.SessionCredential is { } stored ? ForeignCredentials.NameOf(stored) : null;
    }

    /// <summary>The profile that the environment names, else <see cref="Default"/>.</summary>
    public static string DefaultName => Environment.GetEnvironmentVariable("AWS_PROFILE") is { Length: > 0 } name ? name : Default;

    /// <summary>The profile's name; null where the parameters name none.</summary>
    public string? ProfileName { get; }

    /// <summary>The profile's Region.</summary>
    public string? Region => RegionOf(ProfileName);

    /// <summary>The profile that the session's credentials were made from, and its Region.</summary>
    public (string? Name, string? Region) Session => (_sessionProfile, RegionOf(_sessionProfile));

    /// <summary>Whether there is a profile of that name which gives credentials; many hold a Region and nothing else.</summary>
    /// <exception cref="NetworkSourceException">It cannot be read.</exception>
    public bool HasCredentials(string profileName) => Read(profileName, () => _chain.TryGetAWSCredentials(profileName, out _));

    /// <summary>The profile's credentials, not yet fetched.</summary>
    /// <exception cref="NetworkSourceException">There is no such profile, or it says nothing about credentials, or what cannot
    /// be.</exception>
    public AWSCredentials Credentials(string profileName)
    {
        if (Read(profileName, () => _chain.TryGetAWSCredentials(profileName, out var found) ? found : null) is { } credentials)
            return IsWhole(credentials) ? Guarded(credentials, profileName) : throw new NetworkSourceException(
                ErrorIds.CredentialsInvalid, $"The profile '{profileName}' cannot be used: {WhyWithoutSource(profileName)}", profileName);
        if (Read(profileName, () => Find(profileName)) is not null)
        {
            throw new NetworkSourceException(
                ErrorIds.CredentialsInvalid,
                $"The profile '{profileName}' holds no usable credentials: keys, a role, a web identity, an SSO session or a credential "
                    + "process.", profileName);
        }

        throw NotFound(profileName);
    }

    /// <summary>The error for a profile that does not exist, with the ones that do.</summary>
    public NetworkSourceException NotFound(string profileName)
    {
        var known = string.Join(", ", Names().Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal));
        return new NetworkSourceException(
            ErrorIds.ProfileNotFound,
            $"There is no profile '{profileName}'{(_chain.ProfilesLocation is null ? "" : $" in '{_chain.ProfilesLocation}'")}. "
            + (known.Length == 0 ? "No profiles were found; 'aws configure' makes one." : $"Known profiles: {known}."),
            profileName);
    }

    private string? RegionOf(string? profileName) =>
        profileName is null ? null : Read(profileName, () => Find(profileName)?.Region?.SystemName);

    private CredentialProfile? Find(string profileName) => _chain.TryGetProfile(profileName, out var profile) ? profile : null;

    private IEnumerable<string> Names()
    {
        try
        {
            return _chain.ListProfiles().Select(profile => profile.Name);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The SDK makes a profile of each, and one that is malformed costs the whole list.
            return SharedProfiles.In(_chain.ProfilesLocation ?? SharedCredentialsFile.DefaultFilePath)
                .Concat(SharedProfiles.In(SharedCredentialsFile.DefaultConfigFilePath));
        }
    }

    /// <summary>
    /// Whatever the SDK makes of a malformed file or profile, from a missing argument to its own exceptions, is one error of this account.
    /// </summary>
    private static T Read<T>(string profileName, Func<T> read) => Read($"The profile '{profileName}' cannot be used", profileName, read);

    private static T Read<T>(string what, string? target, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The SDK quotes a line that it cannot read, and that may be the one with the secret. For the same reason its exception stays
            // behind.
            var why = e is ArgumentNullException { ParamName: { } missing } ? $"'{missing}' is missing."
                : QuotedLine.Replace(e.Message, "");
            throw new NetworkSourceException(ErrorIds.CredentialsInvalid,
                $"{what}: {string.Join(" ", why.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}", target);
        }
    }

    /// <summary>
    /// Whether every role has something to be assumed with. The SDK makes one without, and says at its use no more than that it failed.
    /// </summary>
    private static bool IsWhole(AWSCredentials credentials) =>
        credentials is not AssumeRoleAWSCredentials role || (role.SourceCredentials is { } source && IsWhole(source));

    /// <summary>
    /// The credentials with a program among them run by <see cref="ProcessCredentials"/>, wherever in the chain of roles it stands.
    /// </summary>
    private AWSCredentials Guarded(AWSCredentials credentials, string profileName)
    {
        var options = Find(profileName)?.Options;
        return credentials switch
        {
            ProcessAWSCredentials when options?.CredentialProcess is { Length: > 0 } command => new ProcessCredentials(command, _patience),
            AssumeRoleAWSCredentials role when options?.SourceProfile is { Length: > 0 } source && source != profileName =>
                new AssumeRoleAWSCredentials(Guarded(role.SourceCredentials, source), role.RoleArn, role.RoleSessionName, role.Options),
            _ => credentials,
        };
    }

    private string WhyWithoutSource(string profileName)
    {
        var path = new List<string> { profileName };
        while (Find(path[path.Count - 1]) is { Options: var options })
        {
            if (options.SourceProfile is not { Length: > 0 } source)
            {
                return options.CredentialSource is { Length: > 0 } kind
                    ? $"the credential_source '{kind}' is none of Environment, Ec2InstanceMetadata and EcsContainer, or is not set up here."
                    : $"the profile '{path[path.Count - 1]}', which source_profile names, holds no credentials.";
            }

            if (path.Contains(source))
                return $"its roles lead in a circle, by source_profile: {string.Join(" > ", path)} > {source}.";
            path.Add(source);
        }

        return $"there is no profile '{path[path.Count - 1]}', which source_profile names.";
    }
}
