// Brings the quiz to life where there is one; nothing of it is loaded on other pages.

const quiz = document.querySelector("[data-bc-quiz]");
if (quiz) import("./quiz-sheet.js").then(({ start }) => start(quiz));
