using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseCount;

/// <summary>What is counted of one source file.</summary>
internal sealed record SourceFile(string Project, string Path, int Lines, bool IsGenerated)
{
    /// <summary>The lines that are documentation comments.</summary>
    public int DocumentationLines { get; private init; }

    /// <summary>Full names of the public types that are declared here, and the namespaces that they are in.</summary>
    public IReadOnlyList<(string Type, string Namespace)> PublicTypes { get; private init; } = [];

    /// <summary>Public and protected members of the public types that are declared here, apart from nested types.</summary>
    public int PublicMembers { get; private init; }

    /// <summary>Of the public types and members, those with a documentation comment of their own.</summary>
    public int Documented { get; private init; }

    public static SourceFile Read(string root, string path)
    {
        var text = File.ReadAllText(path);
        var lines = text.Split('\n');
        var relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        var parts = relative.Split('/');
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        var types = tree.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(Surface.IsPublicType).ToList();
        var members = types.SelectMany(Surface.MembersOf).ToList();
        return new SourceFile(
            string.Join('/', parts.Take(2)), relative, lines.Length - (lines[^1].Length == 0 ? 1 : 0), parts.Contains("Generated"))
        {
            DocumentationLines = lines.Count(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal)),
            PublicTypes = [.. types.Select(type => (Surface.NameOf(type), Surface.NamespaceOf(type)))],
            PublicMembers = members.Count,
            Documented = types.Concat(members).Count(member => member.HasStructuredTrivia
                && member.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))),
        };
    }
}
