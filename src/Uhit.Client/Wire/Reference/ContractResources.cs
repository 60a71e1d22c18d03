namespace Uhit.Client.Wire.Reference;

/// <summary>The contract's files, which are part of the assembly.</summary>
internal static class ContractResources
{
    public static IReadOnlyList<WireContractFile> Read(params string[] names) => Array.ConvertAll(names, Read);

    private static WireContractFile Read(string name)
    {
        using var resource = typeof(ContractResources).Assembly.GetManifestResourceStream("contract/" + name)
            ?? throw new InvalidOperationException($"The file {name} of the contract is not in the assembly.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return new WireContractFile { Name = name, Content = content };
    }
}
