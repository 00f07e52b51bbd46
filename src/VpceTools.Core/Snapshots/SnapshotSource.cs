using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Snapshots;

/// <summary>
/// Reads networks from a folder (with its subfolders) or a file of <c>aws ec2 describe-*</c> JSON. A document is recognised by its
/// top-level key, whatever its file is called. Files under a folder named for an AWS Region make a network of their own.
/// </summary>
public sealed class SnapshotSource : INetworkSource
{
    private const int MaximumFilesAtATime = 4;
    private readonly string _path;

    /// <summary>Makes a source; nothing is read yet.</summary>
    /// <param name="path">A folder or a file.</param>
    public SnapshotSource(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("A snapshot needs a path.", nameof(path));
        _path = path;
    }

    /// <inheritdoc/>
    /// <remarks>The query narrows nothing: reading the whole snapshot costs less than deciding what to skip.</remarks>
    public Task<IReadOnlyList<VpcNetwork>> ReadAsync(
        NetworkQuery query, IProgress<SourceProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<VpcNetwork>>(() => Read(progress, cancellationToken), cancellationToken);

    private List<VpcNetwork> Read(IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var files = SnapshotFiles.Find(_path);
        var contents = ReadAll(files, progress, cancellationToken);
        var networks = new List<VpcNetwork>();
        var others = new List<SnapshotFile>();
        // Files and partitions are taken in the order of their names, so that the result does not depend on which file was read first.
        foreach (var partition in files.Zip(contents, (file, content) => (file, content)).GroupBy(p => p.file.Partition))
        {
            var whole = new EvidenceContents("");
            foreach (var (_, content) in partition)
                whole.MergeFrom(content);
            var own = partition.Select(p => p.file).ToList();
            if (whole.HoldsDocuments)
                networks.Add(SnapshotOrigin.Attach(NetworkBuilder.Build(whole, partition.Key), own));
            else
                others.AddRange(own);
        }

        if (networks.Count > 0 && others.Count > 0)
            networks[0] = SnapshotOrigin.Attach(networks[0], others);
        return networks.Count > 0 ? networks : throw new NetworkSourceException(
            "SnapshotEmpty",
            $"'{_path}' holds no output of the AWS CLI that tells of a network ({files.Count} JSON file{(files.Count == 1 ? "" : "s")} "
                + "read). "
                + "A file is recognised by its top-level key, such as VpcEndpoints or SecurityGroups.",
            _path);
    }

    private static EvidenceContents[] ReadAll(
        IReadOnlyList<SnapshotFile> files, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var contents = new EvidenceContents[files.Count];
        var errors = new NetworkSourceException?[files.Count];
        var done = 0;
        // A few files at a time bound the memory; the largest first shortens the wait for the last.
        var order = Enumerable.Range(0, files.Count).OrderByDescending(i => files[i].Length);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MaximumFilesAtATime),
            CancellationToken = cancellationToken,
        };
        try
        {
            Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), options, i =>
            {
                try
                {
                    contents[i] = SnapshotFileReader.Read(files[i], cancellationToken);
                }
                catch (NetworkSourceException error)
                {
                    errors[i] = error;
                }

                progress?.Report(new SourceProgress("Reading the snapshot", files[i].Name, Interlocked.Increment(ref done), files.Count));
            });
        }
        catch (AggregateException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        if (errors.FirstOrDefault(e => e is not null) is { } first)
            ExceptionDispatchInfo.Capture(first).Throw();
        return contents;
    }
}
