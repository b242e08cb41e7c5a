// As little as Eleventy can do with the pages: one layout, no template language in the Markdown.
export default function (config) {
  config.setUseGitIgnore(false);
  config.setQuietMode(true);
  config.addGlobalData("layout", "page.html");
  config.addGlobalData("permalink", () => (data) => `${data.page.filePathStem}.html`);
  config.addPassthroughCopy({ static: "/" });
  return {
    dir: { input: "content", includes: "../layouts", output: "public" },
    templateFormats: ["md"],
    markdownTemplateEngine: false,
  };
}
