using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseCount;

/// <summary>What others see of a type.</summary>
internal static class Surface
{
    public static bool IsPublicType(MemberDeclarationSyntax node) =>
        node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().All(type => IsVisible(type) || IsOfInterface(type))
        && (node is not DelegateDeclarationSyntax || IsVisible(node));

    /// <summary>Declared members that others can use. A primary constructor and positional properties count with the type.</summary>
    public static IEnumerable<MemberDeclarationSyntax> MembersOf(MemberDeclarationSyntax type) => type switch
    {
        EnumDeclarationSyntax { Members: var values } => values,
        TypeDeclarationSyntax { Members: var members } => members.Where(member =>
            member is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax) && (IsVisible(member) || IsOfInterface(member))),
        _ => [],
    };

    public static string NameOf(MemberDeclarationSyntax type) =>
        string.Join('.', type.AncestorsAndSelf().Reverse().Select(node => node switch
        {
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            TypeDeclarationSyntax { Arity: > 0 } named => $"{named.Identifier.Text}`{named.Arity}",
            BaseTypeDeclarationSyntax named => named.Identifier.Text,
            DelegateDeclarationSyntax named => named.Identifier.Text,
            _ => null,
        }).OfType<string>());

    public static string NamespaceOf(MemberDeclarationSyntax type) =>
        string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));

    private static bool IsVisible(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.PublicKeyword)
        || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword));

    private static bool IsOfInterface(MemberDeclarationSyntax member) =>
        member.Parent is InterfaceDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PrivateKeyword)
        && !member.Modifiers.Any(SyntaxKind.InternalKeyword);
}
