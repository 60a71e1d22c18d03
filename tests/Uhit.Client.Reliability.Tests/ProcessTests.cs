namespace Uhit.Client.Reliability.Tests;

/// <summary>Tests that start processes of their own run one after another: side by side they would only wait for each other.</summary>
[CollectionDefinition(nameof(ProcessTests), DisableParallelization = true)]
public sealed class ProcessTests;
