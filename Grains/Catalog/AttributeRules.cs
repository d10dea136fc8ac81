using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;
namespace Grains.Catalog;
internal static class AttributeRules { public static string? Fault(AttributeDeclaration d, AttributeValue v) => null; }
